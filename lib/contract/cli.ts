import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { loadEvents } from './events/load.ts';
import type { EventContracts } from './events/model.ts';
import { ContractError, count, formatFindings } from './finding.ts';
import { describeEvents, generate, staleFiles, writeGenerated } from './generate/index.ts';
import { loadContract } from './load.ts';
import type { Contract } from './model.ts';
import { formatConsumers, formatOperations } from './table.ts';

const root = join(import.meta.dirname, '../..');
const generated = join(root, 'functions/generated');

const usage = `Usage: npm run contract -- [--file <contract.yaml>]
       npm run generate -- [--file <contract.yaml>] [--check]`;

/** The command cannot run as asked; the message says why and what would do. */
class UsageError extends Error {}

interface Options {
  readonly file: string;
  readonly check: boolean;
  readonly color: boolean;
}

const commands: Readonly<Record<string, (options: Options) => Promise<number>>> = { check, generate: inStep };

async function check({ file, color }: Options): Promise<number> {
  const contract = loadContract(file);
  const { events, consumers } = eventsBeside(file, contract);
  const parts = [
    count(contract.operations.length, 'operation'),
    count(events.length, 'event'),
    count(consumers.length, 'consumer'),
  ];
  console.log(`${file}: ${contract.title} ${contract.version}, ${parts.join(', ')}, no findings`);
  console.log(`\n${formatOperations(contract, { color })}`);
  console.log(`\n${formatConsumers(consumers, { color })}`);
  return 0;
}

async function inStep({ file, check: only }: Options): Promise<number> {
  const contract = loadContract(file);
  const events = eventsBeside(file, contract);
  const outputs = [
    { folder: generated, files: await generate(contract, events), owned: true },
    { folder: events.folder, files: await describeEvents(contract, events), owned: false },
  ];
  const names = outputs.flatMap(({ folder, files, owned }) => {
    const touched = (only ? staleFiles : writeGenerated)(folder, files, { owned });
    return touched.map((path) => `  ${relative(root, join(folder, path))}`);
  });
  if (only && names.length > 0) {
    console.error([`Not in step with ${file}:`, ...names, 'Run `npm run generate` and commit the result.'].join('\n'));
    return 1;
  }
  const done = names.length === 0 ? 'are in step' : `brought in step, ${count(names.length, 'file')} touched`;
  console.log([`Generated files ${done} with ${file}`, ...names].join('\n'));
  return 0;
}

/** A contract's events are in the folder `events` beside it. */
function eventsBeside(file: string, contract: Contract): EventContracts {
  return loadEvents(join(dirname(file), 'events'), contract);
}

async function main(args: readonly string[]): Promise<number> {
  const color = process.stderr.hasColors?.() === true;
  try {
    const { command, ...options } = parse(args);
    return await command({ ...options, color: process.stdout.hasColors?.() === true });
  } catch (error) {
    if (error instanceof ContractError) console.error(formatFindings(error.findings, { color }));
    else console.error(error instanceof UsageError ? `${error.message}\n\n${usage}` : String(error));
    return 1;
  }
}

function parse(args: readonly string[]): Omit<Options, 'color'> & { command: (options: Options) => Promise<number> } {
  const { values, positionals } = parsed(args);
  const [name = '', ...extra] = positionals;
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    throw new UsageError(`expected the command check or generate, received ${name === '' ? 'none' : `"${name}"`}`);
  }
  if (extra.length > 0) throw new UsageError(`expected one command, received also "${extra.join('", "')}"`);
  if (values.check && name !== 'generate') throw new UsageError('--check belongs to generate only');
  return { command, file: values.file, check: values.check };
}

function parsed(args: readonly string[]) {
  const fallback = relative(process.cwd(), join(root, 'contract/orders.openapi.yaml'));
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { file: { type: 'string', default: fallback }, check: { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

process.exitCode = await main(process.argv.slice(2));
