import { setTimeout as sleep } from 'node:timers/promises';
import { newTraceId, traceHeader } from '../apigateway/trace.ts';
import type { TellHop } from '../hops.ts';
import { object, parseJson, text } from '../json.ts';
import type { InvocationResult } from '../lambda/service.ts';
import { backoff } from './backoff.ts';
import { batchOutcome } from './batch-failures.ts';
import { crash } from './crash.ts';
import type { QueueMapping } from './definition.ts';
import { type QueueRecord, receiveCount, tens } from './queue-records.ts';
import type { QueueSourceOptions } from './source.ts';

/** A refused invocation is tried again while the messages stay hidden for long enough. */
export async function invokeBatch(
  { fn, functionArn, queue }: QueueMapping,
  { lambda, faults, tell }: QueueSourceOptions,
  batch: readonly QueueRecord[],
  open: () => boolean,
): Promise<InvocationResult> {
  const patience = Date.now() + (queue.visibilityTimeout * 1000) / 2;
  for (let attempt = 0; ; attempt++) {
    const result = faults.throttled()
      ? ({ kind: 'throttled' } as const)
      : await lambda.invoke({
          arn: functionArn,
          event: { Records: batch },
          trace: traceHeader(newTraceId(Date.now()), fn.tracing),
          ...crash(faults),
        });
    if (result.kind !== 'throttled' || Date.now() > patience || !open()) return result;
    tell({ from: `queue ${queue.name}`, to: fn.name, what: 'throttled, tries again' });
    await sleep(backoff(attempt), undefined, { ref: false });
  }
}

export async function settle(
  mapping: QueueMapping,
  options: QueueSourceOptions,
  batch: readonly QueueRecord[],
  result: InvocationResult,
): Promise<void> {
  const failed = failedOf(mapping, batch, result);
  await remove(
    batch.filter((record) => !failed.has(record.messageId)),
    mapping,
    options,
  );
  const { queue, fn } = mapping;
  for (const record of batch.filter(({ messageId }) => failed.has(messageId))) {
    const why =
      result.kind === 'error' ? result.error.errorType : result.kind === 'throttled' ? 'throttled' : 'reported';
    const count = receiveCount(record);
    const last = queue.redrive !== undefined && count >= queue.redrive.maxReceiveCount;
    const to = last ? `queue ${queue.redrive?.target.split(':').at(-1)}` : `queue ${queue.name}`;
    options.tell({ from: fn.name, to, ...nameOf(record, `failed (${why}), received ${count} times`) });
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

export function tellRecords({ queue, fn }: QueueMapping, tell: TellHop, records: readonly QueueRecord[]): void {
  for (const record of records) tell({ from: `queue ${queue.name}`, to: fn.name, ...nameOf(record) });
}

/** A CloudEvent is known by its type and id, another message by its own id. */
function nameOf({ body, messageId }: QueueRecord, note?: string): { readonly what: string; readonly id: string } {
  const { type, id } = object(parseJson(body));
  const what = text(type) ?? 'message';
  return { what: note === undefined ? what : `${what} ${note}`, id: text(id) ?? messageId };
}
