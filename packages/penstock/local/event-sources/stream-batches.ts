import { setTimeout as sleep } from 'node:timers/promises';
import { newTraceId, traceHeader } from '../apigateway/trace.ts';
import type { InvocationResult } from '../lambda/service.ts';
import { QueueRefusal } from '../queues/refusal.ts';
import type { StreamRecord } from '../streams/stream-reader.ts';
import { backoff } from './backoff.ts';
import { batchOutcome } from './batch-failures.ts';
import { crash } from './crash.ts';
import type { StreamMapping } from './definition.ts';
import { failureRecord } from './failure-record.ts';
import type { SourceOptions } from './source.ts';
import { withinPayload } from './within-payload.ts';

/** Takes batches of a shard to the function until each record has succeeded or is given up. */
export interface StreamBatches {
  process(records: readonly StreamRecord[]): Promise<void>;
}

export function createStreamBatches(
  mapping: StreamMapping,
  shardId: string,
  options: SourceOptions,
  open: () => boolean,
): StreamBatches {
  const { fn, functionArn, table, onFailure } = mapping;
  const { lambda, faults, notify, queues } = options;
  const invoke = (records: readonly StreamRecord[]): Promise<InvocationResult> => {
    notify({ from: `stream ${table}`, to: fn.name, what: counted(records) });
    if (faults.throttled()) return Promise.resolve({ kind: 'throttled' });
    const trace = traceHeader(newTraceId(Date.now()), fn.tracing);
    return lambda.invoke({ arn: functionArn, event: { Records: records }, trace, ...crash(faults) });
  };
  const giveUp = async (records: readonly StreamRecord[], condition: string, { failures, result }: Attempt) => {
    const to = onFailure === undefined ? 'nowhere' : `queue ${onFailure.name}`;
    notify({ from: `stream ${table}`, to, what: `${counted(records)} given up (${condition})` });
    const body = failureRecord({ mapping, shardId, records, condition, failures, result });
    if (onFailure === undefined) return;
    // What the destination refuses for good is lost, and the shard goes on: Lambda counts a DestinationDeliveryFailures.
    await queues.deliver(onFailure, { MessageBody: JSON.stringify(body) }).catch((error: unknown) => {
      if (!(error instanceof QueueRefusal && error.permanent)) throw error;
      notify({ from: `stream ${table}`, to: 'nowhere', what: `${counted(records)} lost: ${error.message}` });
    });
  };
  const failed = (records: readonly StreamRecord[], result: InvocationResult) => {
    notify({ from: fn.name, to: `stream ${table}`, what: `${counted(records)} failed (${whyOf(result)})` });
  };
  const steps: Steps = { mapping, open, invoke, giveUp, failed };
  return {
    process: async (records) => {
      for (const batch of parts(records, mapping.batchSize).flatMap((part) => withinPayload(part))) {
        await retry(batch, steps);
        if (open() && faults.duplicateAfter() !== undefined) await invoke(batch);
      }
    },
  };
}

interface Steps {
  readonly mapping: StreamMapping;
  readonly open: () => boolean;
  invoke(records: readonly StreamRecord[]): Promise<InvocationResult>;
  giveUp(records: readonly StreamRecord[], condition: string, last: Attempt): Promise<void>;
  failed(records: readonly StreamRecord[], result: InvocationResult): void;
}

interface Attempt {
  readonly failures: number;
  readonly result?: InvocationResult;
}

async function retry(records: readonly StreamRecord[], steps: Steps): Promise<void> {
  let rest = records;
  let last: Attempt = { failures: 0 };
  while (steps.open()) {
    const batch = await withoutOld(rest, last, steps);
    if (batch.length === 0) return;
    const result = await steps.invoke(batch);
    if (!steps.open()) return;
    const { remaining, reported } = remainingOf(steps.mapping, batch, result);
    if (remaining.length === 0) return;
    steps.failed(remaining, result);
    // A reported record splits its batch where it stands.
    const halves = steps.mapping.bisect && remaining.length > 1 && result.kind !== 'throttled' && !reported;
    if (halves) return halve(remaining, steps);
    last = { result, failures: failuresAfter(last, result, remaining.length < batch.length) };
    if (isExhausted(steps.mapping, last)) return steps.giveUp(remaining, 'RetryAttemptsExhausted', last);
    rest = remaining;
    await sleep(backoff(last.failures), undefined, { ref: false });
  }
}

/** Records over the maximum age are given up without an attempt. */
async function withoutOld(records: readonly StreamRecord[], last: Attempt, steps: Steps) {
  const { maxAge } = steps.mapping;
  const age = ({ dynamodb }: StreamRecord) => Date.now() / 1000 - Number(dynamodb.ApproximateCreationDateTime ?? 0);
  const old = maxAge < 0 ? [] : records.filter((record) => age(record) > maxAge);
  if (old.length > 0) await steps.giveUp(old, 'RecordAgeExceeded', last);
  return records.filter((record) => !old.includes(record));
}

/** A refusal is no failure, and the first record of a batch that went forward has failed once. */
function failuresAfter({ failures }: Attempt, result: InvocationResult, wentForward: boolean): number {
  if (result.kind === 'throttled') return failures;
  return wentForward ? 1 : failures + 1;
}

function isExhausted({ maxRetries }: StreamMapping, { failures }: Attempt): boolean {
  return maxRetries >= 0 && failures > maxRetries;
}

/** Splitting a batch takes none of its retries. */
async function halve(records: readonly StreamRecord[], steps: Steps): Promise<void> {
  const middle = Math.ceil(records.length / 2);
  await retry(records.slice(0, middle), steps);
  await retry(records.slice(middle), steps);
}

interface Remaining {
  readonly remaining: readonly StreamRecord[];
  /** Whether the function said so itself, record by record. */
  readonly reported: boolean;
}

/** The records from the first that failed on; all where the function itself failed. */
function remainingOf(mapping: StreamMapping, records: readonly StreamRecord[], result: InvocationResult): Remaining {
  if (result.kind !== 'result') return { remaining: records, reported: false };
  if (!mapping.reportsFailures) return { remaining: [], reported: false };
  const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const outcome = batchOutcome(result.payload, numbers);
  if (outcome.kind === 'all-failed') return { remaining: records, reported: false };
  const first = numbers.findIndex((number) => outcome.ids.includes(number));
  return { remaining: first < 0 ? [] : records.slice(first), reported: true };
}

function parts<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  return items.flatMap((_, index) => (index % size === 0 ? [items.slice(index, index + size)] : []));
}

function counted(records: readonly unknown[]): string {
  return records.length === 1 ? '1 record' : `${records.length} records`;
}

function whyOf(result: InvocationResult): string {
  if (result.kind === 'error') return result.error.errorType;
  return result.kind === 'result' ? 'reported' : result.kind;
}
