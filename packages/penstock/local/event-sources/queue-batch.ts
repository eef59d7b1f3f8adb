import { setTimeout as sleep } from 'node:timers/promises';
import { newTraceId, traceHeader } from '../apigateway/trace.ts';
import { messageName, type NotifyHop } from '../hops.ts';
import type { InvocationResult } from '../lambda/service.ts';
import { backoff } from './backoff.ts';
import { batchOutcome } from './batch-failures.ts';
import { crash } from './crash.ts';
import type { QueueMapping } from './definition.ts';
import { type QueueRecord, receiveCount, tens } from './queue-records.ts';
import type { QueueSourceOptions } from './source.ts';

export interface Course {
  /** Called when a process takes the batch. */
  readonly started: () => void;
  readonly open: () => boolean;
}

/**
 * A fault: messages that come again, as deliveries of their own with another receipt handle and a higher count. As from
 * SQS when a copy of a message misses its deletion, neither the end of this delivery nor its deletion stops them. A last
 * delivery stays the last: the next would be the dead-letter queue's.
 *
 * @returns the ids of those that will
 */
export async function repeat(
  { queue }: QueueMapping,
  { faults, queues }: QueueSourceOptions,
  batch: readonly QueueRecord[],
): Promise<ReadonlySet<string>> {
  const most = queue.redrive?.maxReceiveCount ?? Number.POSITIVE_INFINITY;
  const able = batch.filter((record) => receiveCount(record) < most);
  const after = able.length === 0 ? undefined : faults.duplicateAfter();
  if (after === undefined) return new Set();
  await Promise.all(able.map(({ receiptHandle }) => queues.comeAgain(queue, receiptHandle, after)));
  return new Set(able.map(({ messageId }) => messageId));
}

/** A refused invocation is tried again while the messages stay hidden for long enough. */
export async function invokeBatch(
  { fn, functionArn, queue }: QueueMapping,
  { lambda, faults, notify, queues }: QueueSourceOptions,
  batch: readonly QueueRecord[],
  { started, open }: Course,
): Promise<InvocationResult> {
  const patience = Date.now() + queues.hiddenFor(queue) / 2;
  for (let attempt = 0; ; attempt++) {
    const result = faults.throttled()
      ? ({ kind: 'throttled' } as const)
      : await lambda.invoke({
          arn: functionArn,
          event: { Records: batch },
          trace: traceHeader(newTraceId(Date.now()), fn.tracing),
          started,
          ...crash(faults),
        });
    if (result.kind !== 'throttled' || Date.now() > patience || !open()) return result;
    notify({ from: `queue ${queue.name}`, to: fn.name, what: 'throttled, tries again' });
    await sleep(backoff(attempt), undefined, { ref: false });
  }
}

export async function settle(
  mapping: QueueMapping,
  options: QueueSourceOptions,
  batch: readonly QueueRecord[],
  result: InvocationResult,
  repeated: ReadonlySet<string>,
): Promise<void> {
  const failed = failedOf(mapping, batch, result);
  await remove(
    batch.filter(({ messageId }) => !failed.has(messageId) && !repeated.has(messageId)),
    mapping,
    options,
  );
  const { queue, fn } = mapping;
  for (const record of batch.filter(({ messageId }) => failed.has(messageId))) {
    const why = result.kind === 'error' ? result.error.errorType : result.kind === 'result' ? 'reported' : result.kind;
    const count = receiveCount(record);
    const last = queue.redrive !== undefined && count >= queue.redrive.maxReceiveCount;
    const to = last ? `queue ${queue.redrive?.target.split(':').at(-1)}` : `queue ${queue.name}`;
    const { what, id } = messageName(record.body, record.messageId);
    options.notify({ from: fn.name, to, what: `${what} failed (${why}), received ${count} times`, id });
  }
}

function failedOf(mapping: QueueMapping, batch: readonly QueueRecord[], result: InvocationResult): ReadonlySet<string> {
  const ids = batch.map(({ messageId }) => messageId);
  if (result.kind !== 'result') return new Set(ids);
  if (!mapping.reportsFailures) return new Set();
  const outcome = batchOutcome(result.payload, ids);
  return new Set(outcome.kind === 'all-failed' ? ids : outcome.ids);
}

export async function remove(records: readonly QueueRecord[], { queue }: QueueMapping, { queues }: QueueSourceOptions) {
  for (const part of tens(records)) {
    const Entries = part.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
    await queues.call('DeleteMessageBatch', { QueueUrl: queue.url, Entries });
  }
}

export function notifyRecords({ queue, fn }: QueueMapping, notify: NotifyHop, records: readonly QueueRecord[]): void {
  for (const record of records)
    notify({ from: `queue ${queue.name}`, to: fn.name, ...messageName(record.body, record.messageId) });
}
