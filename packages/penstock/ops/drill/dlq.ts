import type { Console } from '../../cli/console.ts';
import { drop } from '../dlq/drop.ts';
import { listDeadLetters } from '../dlq/list.ts';
import { redrive } from '../dlq/redrive.ts';
import { showDeadLetters } from '../dlq/show.ts';
import type { Target } from '../target.ts';
import type { DrillOptions } from './command-line.ts';
import { type DrillMessages, drillMessages } from './messages.ts';
import { createWalk, type Walk } from './walk.ts';

const agreed = { yes: true, dryRun: false } as const;

/** Puts messages that nobody can read into a queue, and walks through `docs/runbooks/dlq-not-empty.md`. */
export async function drillDeadLetters(target: Target, options: DrillOptions, console: Console): Promise<void> {
  const { count } = options;
  const messages = await drillMessages(target, options.queue, console);
  const { queue, source } = messages;
  const walk = createWalk(console, options, `What it sent is in ${queue.name}.`);
  walk.say(`Runbook: docs/runbooks/dlq-not-empty.md. ${target.where}.`);
  await walk.step(`(the drill sends ${count} messages to ${source} that are no events)`, () => messages.send(count));
  await messages.arrival(count);
  walk.heading('What you see');
  walk.say(`The alarm ${queue.name}-not-empty would ring: ${count} messages that the consumer moved there.`);
  walk.heading('What to look at');
  await walk.step('npm run events -- dlq list --local', () => listDeadLetters(target, console));
  await walk.step(`npm run events -- dlq show ${queue.name} --local`, () =>
    showDeadLetters(target, { queue: queue.name, max: 1, json: false }, console),
  );
  walk.heading('What to do');
  walk.say('Mend the cause first. To see what happens without that, send them back as they are:');
  const ids = await messages.deadLetters();
  await walk.step(`npm run events -- dlq redrive ${queue.name} --id ${ids.join(',')} --local`, () =>
    redrive(target, { ...agreed, queue: queue.name, ids }, console),
  );
  walk.say('The consumer cannot read them this time either: they come back.');
  await dropDrill(target, messages, walk, console, count);
}

/** What nobody needs is deleted, and the queue is as it was. */
export async function dropDrill(
  target: Target,
  messages: DrillMessages,
  walk: Walk,
  console: Console,
  count: number,
): Promise<void> {
  const { queue } = messages;
  const ids = await messages.arrival(count);
  walk.say('Nobody needs them, so they are deleted for good:');
  await walk.step(`npm run events -- dlq drop ${queue.name} --id ${ids.join(',')} --local`, () =>
    drop(target, { ...agreed, queue: queue.name, ids }, console),
  );
  walk.heading('When it is over');
  await walk.step('npm run events -- dlq list --local', () => listDeadLetters(target, console));
}
