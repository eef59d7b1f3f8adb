import { parseArgs } from 'node:util';
import { fullPlan, type Plan, smallPlan } from './plan.ts';
import { chaos } from './run.ts';
import { printed, rows } from './table.ts';

/** `npm run chaos -- --seed 1 --orders 10000`: runs the stage through what may go wrong and prints what was kept. */
async function main(): Promise<void> {
  const plan = planOf();
  process.stdout.write(`Chaos in the load stage: seed ${plan.seed}, ${plan.orders} orders\n`);
  const report = await chaos(plan, (line) => process.stdout.write(`${line}\n`));
  const table = rows(report, plan);
  process.stdout.write(`\n${printed(table, report)}\n`);
  for (const fault of report.faults.slice(0, 20)) process.stdout.write(`${fault}\n`);
  const kept = table.every(({ ok }) => ok);
  process.stdout.write(
    `\n${kept ? 'Every promise was kept' : 'NOT every promise was kept'}, in ${report.took.toFixed(0)} s.\n`,
  );
  process.exitCode = kept ? 0 : 1;
}

function planOf(): Plan {
  const { values } = parseArgs({
    options: {
      orders: { type: 'string', default: '10000' },
      seed: { type: 'string', default: '1' },
      small: { type: 'boolean', default: false },
    },
  });
  const [orders, seed] = [Number(values.orders), Number(values.seed)];
  if (!Number.isInteger(orders) || orders < 100) {
    throw new Error(`--orders takes a whole number from 100, not "${values.orders}"`);
  }
  if (!Number.isInteger(seed)) throw new Error(`--seed takes a whole number, not "${values.seed}"`);
  return values.small ? smallPlan(seed) : fullPlan(seed, orders);
}

await main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
