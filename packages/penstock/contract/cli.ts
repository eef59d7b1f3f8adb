import { dirname, join } from 'node:path';
import type { Command } from '../cli/command.ts';
import type { Values } from '../cli/options.ts';
import { reportingUserErrors, runCommand } from '../cli/run-command.ts';
import { UserError } from '../cli/user-error.ts';
import { endpointsOf } from './endpoints.ts';
import type { EventContracts } from './events/model.ts';
import { contractFile, eventsBeside as eventsFolder, generatedFolder, graphBeside } from './files.ts';
import { allFindings, ContractError, count, formatFindings } from './finding.ts';
import type { GraphContract } from './graph/model.ts';
import type { Contract } from './model.ts';
import { dayOf, overdue, overdueFix } from './overdue.ts';
import { loadServices } from './rpc/beside.ts';
import type { RpcContract } from './rpc/model.ts';
import { formatConsumers, formatEndpoints, formatMethods } from './table.ts';

interface Options {
  readonly file: string;
  readonly check: boolean;
  readonly color: boolean;
}

const file = { value: 'FILE', default: contractFile };

interface Subcommand extends Command {
  readonly run: (options: Options) => Promise<void>;
}

const commands: Readonly<Record<string, Subcommand>> = {
  check: {
    name: 'npm run contract --',
    summary: 'Checks the contract, and prints what each operation promises or every finding.',
    options: {
      file: {
        ...file,
        help: 'the contract; its events are in the folder events beside it, its graph in graph.graphql',
      },
    },
    run: check,
  },
  generate: {
    name: 'npm run generate --',
    summary: 'Writes validators, types and operations from the contract.',
    options: {
      file: { ...file, help: 'the contract' },
      check: { help: 'writes nothing, and fails if anything would change' },
    },
    run: inStep,
  },
};

async function check({ file, color }: Options): Promise<void> {
  const { contract, graph, events: described, rpc } = await load(file, { lint: true });
  const { events, consumers } = described;
  const methods = rpc?.services.flatMap((service) => service.methods) ?? [];
  const parts = [
    count(contract.operations.length, 'operation'),
    ...(graph === undefined ? [] : [`a graph of ${count(graph.fields.length, 'field')}`]),
    count(events.length, 'event'),
    count(consumers.length, 'consumer'),
    ...(rpc === undefined ? [] : [count(methods.length, 'method')]),
  ];
  console.log(`${file}: ${contract.title} ${contract.version}, ${parts.join(', ')}, no findings`);
  for (const warning of overdue(contract, dayOf(Date.now()))) console.log(`warning: ${warning}\n  fix: ${overdueFix}`);
  console.log(`\n${formatEndpoints(endpointsOf({ contract, graph }), { color })}`);
  console.log(`\n${formatConsumers(consumers, { color })}`);
  if (rpc !== undefined) console.log(`\n${formatMethods(methods, { color })}`);
}

async function inStep({ file, check: only }: Options): Promise<void> {
  const { contract, graph, events, rpc } = await load(file);
  const { describeEvents, describeServices, generate, staleFiles, writeGenerated } = await import(
    './generate/index.ts'
  );
  const outputs = [
    { folder: generatedFolder, files: await generate(contract, events, { graph, rpc }), owned: true },
    { folder: events.folder, files: await describeEvents(contract, events), owned: false },
    ...(rpc === undefined ? [] : [{ folder: rpc.folder, files: await describeServices(rpc), owned: false }]),
  ];
  const names = outputs.flatMap(({ folder, files, owned }) => {
    const touched = (only ? staleFiles : writeGenerated)(folder, files, { owned });
    return touched.map((path) => `  ${join(folder, path)}`);
  });
  if (only && names.length > 0) {
    throw new UserError(
      [`Not in step with ${file}:`, ...names, 'Run `npm run generate` and commit the result.'].join('\n'),
    );
  }
  const done = names.length === 0 ? 'are in step' : `brought in step, ${count(names.length, 'file')} touched`;
  console.log([`Generated files ${done} with ${file}`, ...names].join('\n'));
}

interface Loaded {
  readonly contract: Contract;
  readonly events: EventContracts;
  readonly graph: GraphContract | undefined;
  /** Absent: the app has no services. */
  readonly rpc: RpcContract | undefined;
}

/**
 * A contract's events, its graph and its services are beside it. Help and mistakes of the command line do not wait for what
 * reads them.
 *
 * @throws ContractError with the findings about all that could be read
 */
async function load(file: string, { lint = false } = {}): Promise<Loaded> {
  const [{ loadContractClosely }, { loadEvents }, { loadGraph }] = await Promise.all([
    import('./load.ts'),
    import('./events/load.ts'),
    import('./graph/load.ts'),
  ]);
  const beside = (name: string) => join(dirname(file), name);
  const contract = await loadContractClosely(file, beside(eventsFolder));
  const [events, graph, rpc] = await allFindings(
    async () => loadEvents(beside(eventsFolder), contract),
    () => loadGraph(beside(graphBeside), contract, { compose: lint }),
    () => loadServices(file, contract, { lint }),
  );
  return { contract, events, graph, rpc };
}

/** The findings once more, as the terminal shows them. */
function explained(error: unknown): unknown {
  if (!(error instanceof ContractError)) return error;
  const color = process.stderr.hasColors?.() === true;
  return new UserError(formatFindings(error.findings, { color }), { cause: error });
}

/** The word that a script of package.json puts first. */
function commandNamed(name: string): Subcommand {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command !== undefined) return command;
  const received = name === '' ? 'none' : JSON.stringify(name);
  throw new UserError(`expected the command ${Object.keys(commands).join(' or ')}, received ${received}`);
}

function optionsOf({ file, check }: Values): Options {
  return { file: String(file), check: check === true, color: process.stdout.hasColors?.() === true };
}

const [name = '', ...args] = process.argv.slice(2);
await reportingUserErrors(async () => {
  const command = commandNamed(name);
  await runCommand(command, (values) => command.run(optionsOf(values)), { args, explained });
});
