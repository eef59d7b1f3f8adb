import type { Console } from '../../cli/console.ts';
import { printable } from '../../cli/printable.ts';
import type { Target } from '../target.ts';
import { ageOf } from '../time.ts';
import { browse } from './browse.ts';
import type { DeadLetter } from './dead-letter.ts';
import {
  type DeadLetterQueue,
  depthOf,
  findDeadLetterQueue,
  maxReceiveCountOf,
  sourceName,
  urlOf,
} from './dead-letter-queues.ts';

export interface ShowOptions {
  readonly queue: string;
  readonly max: number;
  /** One JSON object a line, the body as it is, for other programs. */
  readonly json: boolean;
}

/** Prints dead letters of a dead-letter queue and leaves them there. */
export async function showDeadLetters(
  target: Target,
  { queue: name, max, json }: ShowOptions,
  console: Console,
  now = Date.now(),
): Promise<void> {
  const queue = await findDeadLetterQueue(target, name);
  const { messages } = await depthOf(target.sqs, queue.url);
  const found = messages === 0 ? [] : await browse(target.sqs, queue.url, Math.min(max, messages), console.signal);
  const deadLetters = await withAttempts(target, queue, found);
  if (json) {
    for (const { receiptHandle: _, ...deadLetter } of deadLetters) console.print(JSON.stringify(deadLetter));
    return;
  }
  for (const deadLetter of deadLetters) console.print(`${described(deadLetter, now)}\n`);
  console.print(`${deadLetters.length} of ${messages} in ${queue.name}, ${target.where}.`);
}

/** SQS does not say how often it handed out a dead letter that it moved itself: as often as the policy of its source allows. */
async function withAttempts(
  target: Target,
  queue: DeadLetterQueue,
  deadLetters: readonly DeadLetter[],
): Promise<readonly DeadLetter[]> {
  const isShort = ({ reason, attempts }: DeadLetter) => reason === 'receive-count' && attempts === undefined;
  if (!deadLetters.some(isShort)) return deadLetters;
  const attempts = await maxReceiveCountOf(target.sqs, await urlOf(target.sqs, sourceName(target, queue)));
  return deadLetters.map((deadLetter) =>
    attempts !== undefined && isShort(deadLetter) ? { ...deadLetter, attempts } : deadLetter,
  );
}

function described({ id, reason, detail, consumer, attempts, sentAt, event, body }: DeadLetter, now: number): string {
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['message', id],
    ['reason', detail === undefined ? reason : `${reason}: ${detail}`],
    ['consumer', consumer],
    ['attempts', attempts === undefined ? undefined : String(attempts)],
    ['arrived', `${sentAt.toISOString()} (${ageOf(now - sentAt.getTime())} ago)`],
    ['correlation id', event.correlationId],
    ['event', [event.type, event.id].filter((part) => part !== undefined).join(' ') || undefined],
    ['body', body],
  ];
  return lines
    .flatMap(([name, value]) => (value === undefined ? [] : [`${`${name}:`.padEnd(16)}${printable(value)}`]))
    .join('\n');
}
