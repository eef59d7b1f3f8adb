import type { EngineQueue, HeldMessage } from './engine-queue.ts';

/**
 * Messages in flight from which on a group can be a noisy neighbour. SQS takes 30, of a queue whose consumers run by
 * the hundred; here a function has forty processes at most, and a share of three of them is felt.
 */
const leastInFlight = 3;
/** The share of all messages in flight above which a group is one. */
const fairShare = 0.1;

/**
 * Brings to the front what a fair queue would hand out next: while a group holds more than its share of the messages in
 * flight, those of quiet groups come first, and a message without a group is a group of its own. The other measure of
 * SQS, the share of processing time, is not modelled.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-fair-queues-detailed.html
 */
export function quietGroupsFirst(queue: Pick<EngineQueue, 'messages' | 'inflightMessages'>, most: number): void {
  const noisy = noisyGroups([...queue.inflightMessages.values()].map(({ message }) => message));
  if (noisy.size === 0 || queue.messages.length < 2) return;
  const first = new Set<HeldMessage>();
  for (const message of queue.messages) {
    if (!noisy.has(message.messageGroupId ?? '')) first.add(message);
    if (first.size === most) break;
  }
  queue.messages = [...first, ...queue.messages.filter((message) => !first.has(message))];
}

function noisyGroups(inFlight: readonly HeldMessage[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { messageGroupId: group } of inFlight) {
    if (group !== undefined) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  const isNoisy = (count: number) => count >= leastInFlight && count > inFlight.length * fairShare;
  return new Set([...counts].filter(([, count]) => isNoisy(count)).map(([group]) => group));
}
