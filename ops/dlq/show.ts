import type { Console } from '../console.ts';
import type { Target } from '../target.ts';
import { ageOf } from '../time.ts';
import { depthOf, findDeadLetterQueue } from './dead-letter-queues.ts';
import type { Letter } from './letter.ts';
import { browse } from './receive.ts';

export interface ShowOptions {
  readonly queue: string;
  readonly max: number;
  /** One JSON object a line, the body as it is, for other programs. */
  readonly json: boolean;
}

/** Prints letters of a dead-letter queue and leaves them there. */
export async function showDeadLetters(
  target: Target,
  { queue: name, max, json }: ShowOptions,
  console: Console,
  now = Date.now(),
): Promise<void> {
  const queue = await findDeadLetterQueue(target, name);
  const { messages } = await depthOf(target.sqs, queue.url);
  const letters = messages === 0 ? [] : await browse(target.sqs, queue.url, Math.min(max, messages));
  if (json) {
    for (const { receiptHandle: _, ...letter } of letters) console.print(JSON.stringify(letter));
    return;
  }
  for (const letter of letters) console.print(`${described(letter, now)}\n`);
  console.print(`${letters.length} of ${messages} in ${queue.name}, ${target.where}.`);
}

function described({ id, reason, detail, consumer, attempts, sentAt, event, body }: Letter, now: number): string {
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

/** A message is whatever somebody sent: it may not speak to the terminal. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, (char) => `\\u${char.codePointAt(0)?.toString(16).padStart(4, '0')}`);
}
