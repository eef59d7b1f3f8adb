import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { appRoot } from '../cli/app.ts';
import { UserError } from '../cli/user-error.ts';
import { newConsumer } from './kinds/consumer.ts';
import { checkContext, newContext } from './kinds/context.ts';
import { newGraph } from './kinds/graph.ts';
import { newOperation } from './kinds/operation.ts';
import { newProvider } from './kinds/provider.ts';
import { newService } from './kinds/service.ts';
import { checkedName } from './names.ts';
import { type Scaffold, type Written, write } from './scaffold.ts';

const help = `npx penstock new KIND NAME [OPTIONS]

Writes what a new part of the app needs, and says what is left to fill in.

  context NAME                             in the plural, such as rooms: a table, an outbox, an event
  operation NAME --context CONTEXT         such as createRoom, getRoom, listRooms; any other verb acts on one of them
  consumer NAME --context CONTEXT --event TYPE
  provider NAME --context CONTEXT          somebody else's API that functions call
  graph CONTEXT                            the app's graph, over the operations of a context
  service CONTEXT                          a service of Protobuf (Connect, gRPC), over the same
  --help                                   shows this`;

interface Options {
  readonly context?: string | undefined;
  readonly event?: string | undefined;
}

type Kind = (root: string, name: string | undefined, options: Options) => Scaffold;

const kinds: Readonly<Record<string, Kind>> = {
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
  graph: (root, name) => newGraph(root, checkContext(root, checkedName('graph', name, 'rooms'))),
  service: (root, name) => newService(root, checkContext(root, checkedName('service', name, 'rooms'))),
};

try {
  run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof UserError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function run(args: readonly string[]): void {
  const { values, positionals } = readArguments(args);
  if (values.help === true) {
    process.stdout.write(`${help}\n`);
    return;
  }
  const [kind = '', name, ...more] = positionals;
  const make = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
  if (make === undefined || more.length > 0) {
    throw new UserError(`Received ${JSON.stringify(positionals.join(' '))}.\n\n${help}`);
  }
  const root = appRoot();
  const scaffold = make(root, name, values);
  const written = write(root, scaffold, () => generate(root));
  format(root, written);
  report(written, scaffold.left);
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { context: { type: 'string' }, event: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new UserError(`${(error as Error).message}\n\n${help}`, { cause: error });
  }
}

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
  const files = written.map(({ file }) => file).filter((file) => /\.(ts|json)$/.test(file));
  spawnSync(process.execPath, [biome, 'check', '--write', ...files], { cwd: root });
}

function report(written: readonly Written[], left: readonly string[]): void {
  const width = Math.max(...written.map(({ what }) => what.length));
  const lines = [
    ...written.map(({ file, what }) => `  ${what.padEnd(width)}  ${file}`),
    '  changed  functions/generated, by npm run generate',
    ...(left.length === 0 ? [] : ['', 'Left to fill in:', ...left.map((line) => `  ${line}`)]),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
