import { setTimeout as sleep } from 'node:timers/promises';
import { newTraceId, traceHeader } from '../apigateway/trace.ts';
import type { FaultDecisions } from '../faults/faults.ts';
import type { TellHop } from '../hops.ts';
import { isObject, list, object, parseJson, text } from '../json.ts';
import type { InvocationResult, LambdaService } from '../lambda/service.ts';
import type { Queues } from '../queues/queues.ts';
import { backoff } from './backoff.ts';
import { batchOutcome } from './batch-failures.ts';
import type { QueueMapping } from './definition.ts';
import { createLater, type Later } from './later.ts';
import { filterView, type QueueRecord, receiveCount, recordOf, tens, withinPayload } from './queue-records.ts';

/** A poller that runs. */
export interface Source {
  /** Takes nothing more; what is in flight ends with its function. */
  close(): void;
}

export interface SourceOptions {
  readonly queues: Queues;
  readonly lambda: LambdaService;
  readonly faults: FaultDecisions;
  readonly tell: TellHop;
}

export interface QueueSourceOptions extends SourceOptions {
  /** The most batches at once: the processes that a function has here. */
  readonly concurrency: number;
}

/**
 * Polls a queue for a function as Lambda does: what succeeded is deleted, what failed stays hidden until its
 * visibility timeout ends.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function startQueueSource(mapping: QueueMapping, options: QueueSourceOptions): Source {
  const { promise: closed, resolve: close } = Promise.withResolvers<undefined>();
  const later = createLater<QueueRecord>();
  let open = true;
  const step = async () => {
    const due = later.take();
    if (due !== undefined) return deliver(due);
    const records = await Promise.race([gather(mapping, options, later.waiting), closed]);
    if (records === undefined || !open) return;
    if (records.length === 0 && later.waiting()) await sleep(10, undefined, { ref: false });
    for (const batch of withinPayload(hold(records, options.faults, later))) {
      const again = options.faults.duplicateAfter();
      if (again !== undefined) later.add(again, batch);
      await deliver(batch);
    }
  };
  const deliver = async (batch: readonly QueueRecord[]) => {
    tellRecords(mapping, options.tell, batch);
    const result = await invoke(mapping, options, batch, () => open);
    if (open) await settle(mapping, options, batch, result);
  };
  const work = async () => {
    while (open) {
      await step().catch(async (error: unknown) => {
        if (open) options.tell({ from: `queue ${mapping.queue.name}`, to: mapping.fn.name, what: `fails: ${error}` });
        await sleep(100, undefined, { ref: false });
      });
    }
  };
  const { maxConcurrency = options.concurrency, fn } = mapping;
  const workers = Math.min(maxConcurrency, options.concurrency, fn.reservedConcurrency ?? options.concurrency);
  for (let worker = 0; worker < workers; worker++) void work();
  return {
    close: () => {
      open = false;
      close(undefined);
    },
  };
}

/** Receives one batch; with a batching window, until it is full or the window ends. */
async function gather(
  mapping: QueueMapping,
  options: QueueSourceOptions,
  busy: () => boolean,
): Promise<readonly QueueRecord[]> {
  const { batchSize, batchingWindow } = mapping;
  const records = [...(await receive(mapping, options, batchSize, busy() ? 0 : 20))];
  const end = Date.now() + batchingWindow * 1000;
  while (records.length > 0 && records.length < batchSize && Date.now() < end) {
    const more = await receive(mapping, options, batchSize - records.length, 0);
    records.push(...more);
    if (more.length === 0) await sleep(20, undefined, { ref: false });
  }
  return filtered(records, mapping, options);
}

async function receive(mapping: QueueMapping, { queues }: QueueSourceOptions, most: number, wait: number) {
  const { body } = await queues.call('ReceiveMessage', {
    QueueUrl: mapping.queue.url,
    MaxNumberOfMessages: Math.min(10, most),
    WaitTimeSeconds: wait,
    MessageSystemAttributeNames: ['All'],
    MessageAttributeNames: ['All'],
  });
  return list(body.Messages)
    .filter(isObject)
    .map((message) => recordOf(message, mapping));
}

/** Messages that no filter wants are deleted, as by Lambda. */
async function filtered(records: readonly QueueRecord[], mapping: QueueMapping, options: QueueSourceOptions) {
  const { filters } = mapping;
  if (filters.length === 0) return records;
  const wanted = records.filter((record) => filters.some((matches) => matches(filterView(record))));
  await remove(
    records.filter((record) => !wanted.includes(record)),
    mapping,
    options,
  );
  return wanted;
}

/** Faults: the records in another order, some of them put off. */
function hold(
  records: readonly QueueRecord[],
  faults: FaultDecisions,
  later: Later<QueueRecord>,
): readonly QueueRecord[] {
  return faults.arrange(records).filter((record) => {
    const after = faults.holdFor();
    if (after !== undefined) later.add(after, [record]);
    return after === undefined;
  });
}

/** A refused invocation is tried again while the messages stay hidden for long enough. */
async function invoke(
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

export function crash(faults: FaultDecisions): { readonly crashAfter?: number } {
  const crashAfter = faults.crashAfter();
  return crashAfter === undefined ? {} : { crashAfter };
}

async function settle(
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

async function remove(records: readonly QueueRecord[], { queue }: QueueMapping, { queues }: QueueSourceOptions) {
  for (const part of tens(records)) {
    const Entries = part.map(({ receiptHandle }, index) => ({ Id: String(index), ReceiptHandle: receiptHandle }));
    await queues.call('DeleteMessageBatch', { QueueUrl: queue.url, Entries });
  }
}

function tellRecords({ queue, fn }: QueueMapping, tell: TellHop, records: readonly QueueRecord[]): void {
  for (const record of records) tell({ from: `queue ${queue.name}`, to: fn.name, ...nameOf(record) });
}

/** A CloudEvent is known by its type and id, another message by its own id. */
function nameOf({ body, messageId }: QueueRecord, note?: string): { readonly what: string; readonly id: string } {
  const { type, id } = object(parseJson(body));
  const what = text(type) ?? 'message';
  return { what: note === undefined ? what : `${what} ${note}`, id: text(id) ?? messageId };
}
