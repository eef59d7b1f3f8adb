import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';
import type { Target } from '../target.ts';
import type { DrillOptions } from './command-line.ts';
import { dropDrill } from './dlq.ts';
import type { StageFaults } from './faults.ts';
import { drillMessages } from './messages.ts';
import { createWalk } from './walk.ts';

/** Lets Lambda refuse every batch while messages come in, and walks through `docs/runbooks/backlog.md`. */
export async function drillBacklog(
  target: Target,
  options: DrillOptions,
  console: Console,
  faults: StageFaults,
): Promise<void> {
  const { count } = options;
  const messages = await drillMessages(target, options.queue, console);
  const { queue, source } = messages;
  const walk = createWalk(console, options, `What it sent is in ${source} or ${queue.name}, and no fault is left.`);
  if (await faults.areSet()) {
    throw new UserError('Faults are set in this stage. End them with npm run faults -- --clear, and do it again.');
  }
  walk.say(`Runbook: docs/runbooks/backlog.md. ${target.where}.`);
  try {
    await walk.step('npm run faults -- --throttle 1', () => faults.set({ throttle: 1 }));
    await walk.step(`(the drill sends ${count} messages to ${source})`, () => messages.send(count));
    walk.heading('What you see');
    walk.say(`The alarm ${source}-age would ring: ${await messages.backlog()} messages wait, and nobody takes them.`);
    walk.heading('What to look at');
    walk.say('Does it fail? No attempt is in the log. Is it throttled? Yes: Lambda refuses every batch.');
    walk.heading('What to do');
    await walk.step('npm run faults -- --clear', () => faults.clear());
  } finally {
    await faults.clear();
  }
  walk.say('The messages that waited are taken. These are no events, so the consumer moves them:');
  await dropDrill(target, messages, walk, console, count);
}
