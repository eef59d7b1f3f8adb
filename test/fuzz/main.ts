import { type Command, runCommand, type Values } from '../../local/arguments.ts';
import { LocalError } from '../../local/problems.ts';
import { startCloud } from '../support/cloud.ts';
import { synthesizeStages } from '../support/global-setup.ts';
import { fuzz } from './fuzz.ts';

const command: Command = {
  name: 'npm run fuzz --',
  summary: 'Sends the load stage seeded requests from the contract and against it, and prints what it answered.',
  options: {
    requests: { value: 'N', default: '5000', help: 'how many' },
    seed: { value: 'N', default: '1', help: 'draws them' },
  },
};

async function run(values: Values): Promise<void> {
  const { requests, seed } = options(values);
  process.stdout.write(`Fuzzing the load stage: ${requests} requests, seed ${seed}\n`);
  await synthesizeStages(['load']);
  const cloud = await startCloud({ stage: 'load' });
  try {
    const started = performance.now();
    const { statuses, faults } = await fuzz(cloud, { requests, seed, progress: (done) => report(done, requests) });
    const perSecond = Math.round((requests / (performance.now() - started)) * 1_000);
    process.stdout.write(`\n${table(statuses)}\n${perSecond} requests a second, ${faults.length} faults\n`);
    for (const fault of faults.slice(0, 5)) process.stdout.write(`\n${JSON.stringify(fault, null, 2)}\n`);
    process.exitCode = faults.length === 0 ? 0 : 1;
  } finally {
    await cloud.close();
  }
}

function options(values: Values): { requests: number; seed: number } {
  const [requests, seed] = [Number(values.requests), Number(values.seed)];
  if (!Number.isInteger(requests) || requests < 1)
    throw new LocalError(`--requests takes a whole number, not "${values.requests}".`);
  if (!Number.isInteger(seed)) throw new LocalError(`--seed takes a whole number, not "${values.seed}".`);
  return { requests, seed };
}

const report = (done: number, all: number) => process.stdout.write(`\r${done}/${all}`);

function table(statuses: Readonly<Record<string, number>>): string {
  const rows = Object.entries(statuses).sort(([a], [b]) => a.localeCompare(b));
  return rows.map(([bucket, count]) => `  ${bucket.padEnd(20)} ${String(count).padStart(7)}`).join('\n');
}

await runCommand(command, run);
