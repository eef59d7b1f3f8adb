import type { Command } from '../../packages/penstock/cli/command.ts';
import type { Values } from '../../packages/penstock/cli/options.ts';
import { progressOn } from '../../packages/penstock/cli/progress.ts';
import { runCommand } from '../../packages/penstock/cli/run-command.ts';
import { LocalError } from '../../packages/penstock/local/problems.ts';
import { fullPlan, type Plan, smallPlan } from './plan.ts';
import { chaos } from './run.ts';
import { printed, rows } from './table.ts';

const command: Command = {
  name: 'npm run chaos --',
  summary: 'Runs the load stage through what may go wrong, and prints what became of every order.',
  options: {
    orders: { value: 'N', default: '10000', help: 'how many are placed, 100 or more' },
    seed: { value: 'N', default: '1', help: 'draws what goes wrong' },
    small: { help: 'a run of a minute, as the tests make it; --orders has no effect on it' },
  },
};

async function run(values: Values): Promise<void> {
  const plan = planOf(values);
  process.stdout.write(`Chaos in the load stage: seed ${plan.seed}, ${plan.orders} orders\n`);
  const progress = progressOn(process.stderr);
  const say = (line: string) => {
    progress.done();
    process.stdout.write(`${line}\n`);
  };
  const report = await chaos(plan, { say, progress: progress.show });
  progress.done();
  const table = rows(report, plan);
  process.stdout.write(`\n${printed(table, report)}\n`);
  for (const fault of report.faults.slice(0, 20)) process.stdout.write(`${fault}\n`);
  const kept = table.every(({ ok }) => ok);
  process.stdout.write(
    `\n${kept ? 'Every promise was kept' : 'NOT every promise was kept'}, in ${report.took.toFixed(0)} s.\n`,
  );
  process.exitCode = kept ? 0 : 1;
}

function planOf(values: Values): Plan {
  const [orders, seed] = [Number(values.orders), Number(values.seed)];
  if (!Number.isInteger(orders) || orders < 100) {
    throw new LocalError(`--orders takes a whole number from 100, not "${values.orders}".`);
  }
  if (!Number.isInteger(seed)) throw new LocalError(`--seed takes a whole number, not "${values.seed}".`);
  return values.small === true ? smallPlan(seed) : fullPlan(seed, orders);
}

await runCommand(command, run);
