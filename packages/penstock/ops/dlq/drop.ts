import { agreed, type Consent } from '../../cli/consent.ts';
import type { Console } from '../../cli/console.ts';
import type { Target } from '../target.ts';
import { type Choice, countOf, wantedBy } from './choice.ts';
import { depthOf, findDeadLetterQueue } from './dead-letter-queues.ts';
import { sweep } from './sweep.ts';

/** Without a choice all that is there is dropped; the command line asks for `--all` then. */
export interface DropOptions extends Consent, Choice {
  readonly queue: string;
}

/** Deletes messages for good, one by one: a purge would take those along that come in the meantime. */
export async function drop(target: Target, options: DropOptions, console: Console): Promise<void> {
  const { sqs, where } = target;
  const queue = await findDeadLetterQueue(target, options.queue);
  const { messages } = await depthOf(sqs, queue.url);
  if (messages === 0) return console.print(`${queue.name} is empty: there is nothing to delete.`);
  const count = await countOf(target, queue, messages, options, console);
  console.print(`${count} in ${queue.name} will be deleted for good, ${where}.`);
  if (!(await agreed(options, console, 'Delete them?'))) return;
  const wanted = wantedBy(options) ?? (() => true);
  await sweep({ sqs, queue, messages, wanted, act: async () => true, outcome: 'deleted', rate: undefined }, console);
}
