import type { Command } from '../../packages/penstock/cli/command.ts';
import type { Values } from '../../packages/penstock/cli/options.ts';
import { progressOn } from '../../packages/penstock/cli/progress.ts';
import { runCommand } from '../../packages/penstock/cli/run-command.ts';
import { LocalError } from '../../packages/penstock/local/problems.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { charactersOfEveryPlane, mayBeRefused } from './alphabet.ts';
import { eachCharacter } from './characters.ts';
import { fuzzDoors } from './doors.ts';
import { type Fault, fuzz } from './fuzz.ts';

const command: Command = {
  name: 'npm run fuzz --',
  summary: 'Sends the load stage seeded requests from the contract and against it, and prints what it answered.',
  options: {
    requests: { value: 'N', default: '5000', help: 'how many' },
    seed: { value: 'N', default: '1', help: 'draws them' },
    characters: { value: 'N', help: 'instead: an order for each of so many characters of every plane' },
    doors: { help: 'instead: so many by the graph and the services, as many by each door' },
  },
};

interface Options {
  readonly requests: number;
  readonly seed: number;
  /** Instead of requests: so many orders, each with another character. */
  readonly characters?: number;
  /** Instead: by the graph and the services. */
  readonly doors: boolean;
}

async function run(values: Values): Promise<void> {
  const options = readOptions(values);
  const cloud = await startCloud({ stage: 'load', events: true, recorded: false, processes: 4, idleFor: 600_000 });
  try {
    process.exitCode = (await chosen(options)(cloud, options)) ? 1 : 0;
  } finally {
    await cloud.close();
  }
}

function chosen({ characters, doors }: Options): typeof fuzzed {
  if (characters !== undefined) return tried;
  return doors ? byDoors : fuzzed;
}

async function byDoors(cloud: TestCloud, { requests, seed }: Options): Promise<boolean> {
  process.stdout.write(`Fuzzing the graph and the services of the load stage: ${requests} requests, seed ${seed}\n`);
  const { statuses, faults } = await fuzzDoors(cloud, { requests, seed });
  process.stdout.write(`\n${table(statuses)}\n${faults.length} faults\n`);
  for (const fault of faults.slice(0, 5)) process.stdout.write(`\n${JSON.stringify(fault, null, 2)}\n`);
  return faults.length > 0;
}

async function fuzzed(cloud: TestCloud, { requests, seed }: Options): Promise<boolean> {
  process.stdout.write(`Fuzzing the load stage: ${requests} requests, seed ${seed}\n`);
  const started = performance.now();
  const progress = progressOn(process.stderr);
  const { statuses, faults, settled } = await fuzz(cloud, { requests, seed, say: progress.show });
  progress.done();
  const perSecond = Math.round((requests / (performance.now() - started)) * 1_000);
  process.stdout.write(`\n${table(statuses)}\n`);
  process.stdout.write(
    `${perSecond} requests a second, ${settled} orders and versions of them to settle and tell, ${faults.length} faults\n`,
  );
  for (const fault of faults.slice(0, 5)) process.stdout.write(`\n${inJson(fault)}\n`);
  return faults.length > 0;
}

async function tried(cloud: TestCloud, { characters: count = 0, seed }: Options): Promise<boolean> {
  const characters = charactersOfEveryPlane(count, seed);
  process.stdout.write(`Placing an order for each of ${count} characters from every plane, seed ${seed}\n`);
  const progress = progressOn(process.stderr);
  const { delivered, refused, faults } = await eachCharacter(cloud, characters, mayBeRefused, progress.show);
  progress.done();
  process.stdout.write(
    `\n${count - refused} orders accepted, ${delivered} webhooks verified, ${refused} refused with a pointer, ${faults.length} faults\n`,
  );
  for (const fault of faults.slice(0, 20)) process.stdout.write(`${fault}\n`);
  return faults.length > 0;
}

function readOptions(values: Values): Options {
  const [requests, seed] = [whole('requests', values.requests, 1), whole('seed', values.seed)];
  const doors = values.doors === true;
  if (values.characters === undefined) return { requests, seed, doors };
  return { requests, seed, doors, characters: whole('characters', values.characters, 1) };
}

function whole(option: string, value: Values[string], least = Number.MIN_SAFE_INTEGER): number {
  const number = Number(value);
  if (Number.isInteger(number) && number >= least) return number;
  throw new LocalError(`--${option} takes a whole number${least === 1 ? ' from 1' : ''}, not "${value}".`);
}

/** Bytes that are no text are shown in base64. */
const inJson = (fault: Fault): string =>
  JSON.stringify(
    fault.request?.body instanceof Buffer
      ? { ...fault, request: { ...fault.request, body: `base64 ${fault.request.body.toString('base64')}` } }
      : fault,
    null,
    2,
  );

function table(statuses: Readonly<Record<string, number>>): string {
  const rows = Object.entries(statuses).sort(([a], [b]) => a.localeCompare(b));
  return rows.map(([bucket, count]) => `  ${bucket.padEnd(20)} ${String(count).padStart(7)}`).join('\n');
}

await runCommand(command, run);
