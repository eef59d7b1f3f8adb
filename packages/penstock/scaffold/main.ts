import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot } from '../cli/app.ts';
import { words } from '../cli/option-values.ts';
import { reportingUserErrors } from '../cli/run-command.ts';
import { type Program, readSubcommand } from '../cli/subcommands.ts';
import { UserError } from '../cli/user-error.ts';
import { newConsumer } from './kinds/consumer.ts';
import { checkContext, newContext } from './kinds/context.ts';
import { newGraph } from './kinds/graph.ts';
import { newHandlers } from './kinds/handlers.ts';
import { newOperation } from './kinds/operation.ts';
import { newProvider } from './kinds/provider.ts';
import { newService } from './kinds/service.ts';
import { checkedName } from './names.ts';
import { writtenLines } from './report.ts';
import { type Scaffold, type Written, write } from './scaffold.ts';

const context = { value: 'CONTEXT', help: 'that it belongs to: a folder of functions/' };

const program: Program<Kind> = {
  name: 'npx penstock new',
  summary: 'Writes what a new part of the app needs, and says what is left to fill in.',
  options: {},
  commands: {
    context: {
      summary: 'in the plural, such as rooms: a table, an outbox, an event',
      mayTake: 'NAME',
      options: {},
    },
    operation: {
      summary: 'such as createRoom, getRoom, listRooms; any other verb acts on one of them',
      mayTake: 'NAME',
      options: { context },
    },
    consumer: {
      summary: 'takes the events of a type out of a queue of its own',
      mayTake: 'NAME',
      options: { context, event: { value: 'TYPE', help: 'such as rooms.room.created.v1' } },
    },
    provider: { summary: "somebody else's API that functions call", mayTake: 'NAME', options: { context } },
    handlers: {
      summary: 'a function for each operation that has none: it answers with an example until it is written',
      options: { prune: { help: 'deletes contexts of operations that are gone' } },
    },
    graph: { summary: "the app's graph, over the operations of a context", mayTake: 'CONTEXT', options: {} },
    service: {
      summary: 'a service of Protobuf (Connect, gRPC), over the same',
      mayTake: 'CONTEXT',
      options: {},
    },
  },
  notes: ['npx penstock new context rooms', 'npx penstock new operation createRoom --context rooms'],
};

type Kind = 'context' | 'operation' | 'consumer' | 'provider' | 'handlers' | 'graph' | 'service';

interface Options {
  readonly context?: string | undefined;
  readonly event?: string | undefined;
  readonly prune?: boolean | undefined;
}

type Make = (root: string, name: string | undefined, options: Options) => Scaffold;

const kinds: Readonly<Record<Kind, Make>> = {
  context: (_, name) => newContext(checkedName('context', name, 'rooms')),
  operation: (root, name, { context }) =>
    newOperation(root, checkedName('operation', name, 'createRoom --context rooms'), checkContext(root, context)),
  consumer: (root, name, { context, event }) =>
    newConsumer(
      root,
      checkedName('consumer', name, 'cleanRoom --context rooms --event rooms.room.created.v1'),
      checkContext(root, context),
      event,
    ),
  provider: (root, name, { context }) =>
    newProvider(root, checkedName('provider', name, 'mail --context rooms'), checkContext(root, context)),
  handlers: (root, _, { prune }) => newHandlers(root, { prune }),
  graph: (root, name) => newGraph(root, checkContext(root, checkedName('graph', name, 'rooms'))),
  service: (root, name) => newService(root, checkContext(root, checkedName('service', name, 'rooms'))),
};

await reportingUserErrors(async () => {
  const reading = readSubcommand(program, process.argv.slice(2));
  if (reading.kind === 'help') {
    process.stdout.write(`${reading.text}\n`);
    return;
  }
  const root = appRoot();
  const name = reading.word === '' ? undefined : reading.word;
  const options = { ...words(reading.values, 'context', 'event'), prune: reading.values.prune === true };
  const scaffold = kinds[reading.name](root, name, options);
  const written = write(root, scaffold, () => generate(root));
  format(root, written);
  report(written, scaffold.left);
});

/** What follows from the contract, so that the new files find their types. @throws UserError for a contract with findings */
function generate(root: string): void {
  const command = join(import.meta.dirname, '../cli/penstock.js');
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, 'generate'], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0)
    throw new UserError(`Nothing is written, because the contract would not be one:\n${stdout}${stderr}`.trimEnd());
}

/** With the app's own formatter, where it has the one that new apps have. */
function format(root: string, written: readonly Written[]): void {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  if (!existsSync(biome)) return;
  const files = written
    .filter(({ what }) => what !== 'removed')
    .map(({ file }) => file)
    .filter((file) => /\.(ts|json)$/.test(file));
  spawnSync(process.execPath, [biome, 'check', '--write', ...files], { cwd: root });
}

function report(written: readonly Written[], left: readonly string[]): void {
  const lines = [
    ...writtenLines(written),
    '  changed  functions/generated, by npm run generate',
    ...(left.length === 0 ? [] : ['', 'Left to fill in:', ...left.map((line) => `  ${line}`)]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
