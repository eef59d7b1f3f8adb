import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { DeadLetterQueue } from './dead-letter-queues.ts';
import { holdDeadLetters } from './hold.ts';

export interface Sweep {
  readonly sqs: SQSClient;
  readonly queue: DeadLetterQueue;
  /** How many the queue holds. */
  readonly messages: number;
  readonly wanted: (deadLetter: DeadLetter) => boolean;
  /** Deals with a dead letter, which is deleted then, or answers false to keep it. */
  readonly act: (deadLetter: DeadLetter) => Promise<boolean>;
  /** What that makes of a dead letter, e.g. `moved`. */
  readonly outcome: string;
  /** Dead letters a second. */
  readonly rate: number | undefined;
}

/**
 * Goes through a queue once, dead letter by dead letter, and shows those that stay to others again. What came after the beginning
 * stays: a dead letter that was sent back and failed again is not sent round in a circle. How many those are is said, since a
 * clock behind that of SQS makes every new dead letter look like one.
 *
 * @param began by this machine's clock, in milliseconds
 * @throws UserError when it is stopped, or when fewer dead letters were found than the queue holds
 */
export async function sweep(all: Sweep, console: Console, began = Date.now()): Promise<void> {
  const { sqs, queue, messages, wanted, act, outcome, rate } = all;
  const hold = holdDeadLetters(sqs, queue.url, hiddenFor(messages, rate));
  let done = 0;
  let later = 0;
  const checkStop = () => {
    if (console.signal.aborted) throw new UserError(`Stopped after ${done} messages; the others are still there.`);
  };
  try {
    for await (const deadLetters of hold.receive(messages)) {
      checkStop();
      for (const deadLetter of deadLetters.filter(wanted)) {
        if (deadLetter.enteredAt.getTime() >= began) {
          later++;
          continue;
        }
        checkStop();
        if (!(await act(deadLetter))) continue;
        await hold.delete(deadLetter);
        done++;
        console.progress(`${done} ${outcome} of ${messages}`);
        if (rate !== undefined) await console.pause(1_000 / rate);
      }
    }
  } finally {
    console.done();
    await hold.release();
  }
  conclude(all, { done, kept: hold.size, later }, console);
}

interface Counts {
  readonly done: number;
  readonly kept: number;
  /** Of those that are kept. */
  readonly later: number;
}

function conclude({ queue, messages, outcome }: Sweep, { done, kept, later }: Counts, console: Console): void {
  const why = `, ${later} of them since they came, or failed again, after this began by this machine's clock`;
  console.print(`${done} ${outcome}, ${kept} kept${later > 0 ? why : ''}.`);
  const missing = messages - done - kept;
  if (missing <= 0) return;
  throw new UserError(
    `${missing} of the ${messages} messages in ${queue.name} were not to be seen: somebody else is looking at them, or they are gone. Look with dlq list and do it again.`,
  );
}

/** Dead letters a second that the calls of a sweep manage at least. */
const slowest = 10;
/** Seconds: the longest that SQS hides a message. */
const longest = 12 * 3_600;

/** A dead letter that comes back before the sweep is over is received again, for nothing. */
export const hiddenFor = (messages: number, rate = slowest): number =>
  Math.min(longest, 120 + Math.ceil(messages / Math.min(rate, slowest)));
