import type { Console } from '../../cli/console.ts';
import { table } from '../../cli/table.ts';
import type { Target } from '../target.ts';
import { ageOf } from '../time.ts';
import { browse } from './browse.ts';
import { type DeadLetterQueue, deadLetterQueues, depthOf } from './dead-letter-queues.ts';

/** Dead letters of a queue that are looked at for their age and reason: SQS tells neither of a queue as a whole. */
const sample = 100;

/** Prints every dead-letter queue with what waits in it. */
export async function listDeadLetters(target: Target, console: Console, now = Date.now()): Promise<void> {
  const queues = await deadLetterQueues(target);
  if (queues.length === 0) return console.print(`There are no queues of ${target.where}.`);
  // Each is waited for, whatever became of another: it shows the dead letters it looked at to others again.
  const answers = await Promise.allSettled(queues.map((queue) => rowOf(target, queue, console.signal, now)));
  const rows = answers.map((answer) => {
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  });
  console.print(table(['queue', 'messages', 'oldest', 'reasons'], rows, { right: ['messages', 'oldest'] }));
}

async function rowOf(
  { sqs }: Target,
  { name, url }: DeadLetterQueue,
  signal: AbortSignal,
  now: number,
): Promise<readonly string[]> {
  const { messages } = await depthOf(sqs, url);
  if (messages === 0) return [name, '0', '', ''];
  const deadLetters = await browse(sqs, url, Math.min(messages, sample), signal);
  const [oldest] = deadLetters;
  const reasons = [...Map.groupBy(deadLetters, ({ reason }) => reason)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([reason, group]) => `${reason} (${group.length})`)
    .join(', ');
  const scope = messages > deadLetters.length ? ` of ${deadLetters.length} looked at` : '';
  const age = oldest === undefined ? '' : ageOf(now - oldest.sentAt.getTime());
  return [name, String(messages), age, `${reasons}${scope}`];
}
