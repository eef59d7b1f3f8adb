import { parseArgs } from 'node:util';
import { startCloud } from '../support/cloud.ts';
import { synthesizeStages } from '../support/global-setup.ts';
import { fuzz } from './fuzz.ts';

/** `npm run fuzz -- --requests 50000 --seed 1`: fuzzes the load stage and prints a table of what it answered. */
async function main(): Promise<void> {
  const { requests, seed } = options();
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

function options(): { requests: number; seed: number } {
  const { values } = parseArgs({
    options: { requests: { type: 'string', default: '5000' }, seed: { type: 'string', default: '1' } },
  });
  const [requests, seed] = [Number(values.requests), Number(values.seed)];
  if (!Number.isInteger(requests) || requests < 1)
    throw new Error(`--requests takes a whole number, not "${values.requests}"`);
  if (!Number.isInteger(seed)) throw new Error(`--seed takes a whole number, not "${values.seed}"`);
  return { requests, seed };
}

const report = (done: number, all: number) => process.stdout.write(`\r${done}/${all}`);

function table(statuses: Readonly<Record<string, number>>): string {
  const rows = Object.entries(statuses).sort(([a], [b]) => a.localeCompare(b));
  return rows.map(([bucket, count]) => `  ${bucket.padEnd(20)} ${String(count).padStart(7)}`).join('\n');
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
