import { agreed, type Consent } from '../../cli/consent.ts';
import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';
import type { Target } from '../target.ts';
import { type Choice, countOf, wantedBy } from './choice.ts';
import { depthOf, findDeadLetterQueue, sourceName, urlOf } from './dead-letter-queues.ts';
import { moveAll } from './move-all.ts';
import { senderOf } from './send-back.ts';
import { sweep } from './sweep.ts';

export interface RedriveOptions extends Consent, Choice {
  readonly queue: string;
  /** Messages a second. */
  readonly rate?: number;
}

/** Sends messages back to where they came from: all of a queue by a move task of SQS, some of them one by one. */
export async function redrive(target: Target, options: RedriveOptions, console: Console): Promise<void> {
  const { sqs, where } = target;
  const queue = await findDeadLetterQueue(target, options.queue);
  if (queue.holds === 'changes') {
    throw new UserError(
      `${queue.name} holds changes of items, not messages of a queue: see docs/runbooks/dlq-not-empty.md for how to relay them.`,
    );
  }
  const { messages, arn } = await depthOf(sqs, queue.url);
  if (messages === 0) return console.print(`${queue.name} is empty: there is nothing to send back.`);
  const { rate } = options;
  const count = await countOf(target, queue, messages, options, console);
  const to = queue.holds === 'messages' ? sourceName(target, queue) : 'the queues they were meant for';
  const pace = rate === undefined ? '' : `, at most ${rate} a second`;
  console.print(`${count} from ${queue.name} to ${to}, ${where}${pace}.`);
  if (!(await agreed(options, console, 'Send them back?'))) return;
  const wanted = wantedBy(options);
  if (wanted === undefined && queue.holds === 'messages') {
    const destination = await depthOf(sqs, await urlOf(sqs, sourceName(target, queue)));
    return moveAll({ sqs, source: arn, destination: destination.arn, messages, rate }, console);
  }
  const act = senderOf(target, queue);
  await sweep({ sqs, queue, messages, wanted: wanted ?? (() => true), act, outcome: 'moved', rate }, console);
}
