import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { newTraceId, traceHeader } from '../apigateway/trace.ts';
import type { JsonObject } from '../json.ts';
import type { InvocationResult } from '../lambda/service.ts';
import type { StreamRecord } from '../streams/stream-reader.ts';
import { backoff } from './backoff.ts';
import { batchOutcome } from './batch-failures.ts';
import { crash } from './crash.ts';
import type { StreamMapping } from './definition.ts';
import type { SourceOptions } from './source.ts';

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
  const { lambda, faults, tell, queues } = options;
  const invoke = (records: readonly StreamRecord[]): Promise<InvocationResult> => {
    tell({ from: `stream ${table}`, to: fn.name, what: counted(records) });
    if (faults.throttled()) return Promise.resolve({ kind: 'throttled' });
    const trace = traceHeader(newTraceId(Date.now()), fn.tracing);
    return lambda.invoke({ arn: functionArn, event: { Records: records }, trace, ...crash(faults) });
  };
  const giveUp = async (
    records: readonly StreamRecord[],
    condition: string,
    result: InvocationResult,
    failures: number,
  ) => {
    const to = onFailure === undefined ? 'nowhere' : `queue ${onFailure.name}`;
    tell({ from: `stream ${table}`, to, what: `${counted(records)} given up (${condition})` });
    const body = failureRecord({ mapping, shardId, records, condition, result, failures });
    if (onFailure !== undefined) await queues.deliver(onFailure, { MessageBody: JSON.stringify(body) });
  };
  const failed = (records: readonly StreamRecord[], result: InvocationResult) => {
    tell({ from: fn.name, to: `stream ${table}`, what: `${counted(records)} failed (${whyOf(result)})` });
  };
  const steps: Steps = { mapping, open, invoke, giveUp, failed };
  return {
    process: async (records) => {
      await retry(records, steps);
      if (open() && faults.duplicateAfter() !== undefined) await invoke(records);
    },
  };
}

interface Steps {
  readonly mapping: StreamMapping;
  readonly open: () => boolean;
  invoke(records: readonly StreamRecord[]): Promise<InvocationResult>;
  giveUp(
    records: readonly StreamRecord[],
    condition: string,
    result: InvocationResult,
    failures: number,
  ): Promise<void>;
  failed(records: readonly StreamRecord[], result: InvocationResult): void;
}

async function retry(records: readonly StreamRecord[], steps: Steps): Promise<void> {
  let rest = records;
  let failures = 0;
  while (rest.length > 0 && steps.open()) {
    const result = await steps.invoke(rest);
    const remaining = steps.open() ? remainingOf(steps.mapping, rest, result) : [];
    if (remaining.length === 0) return;
    steps.failed(remaining, result);
    if (steps.mapping.bisect && remaining.length > 1 && result.kind !== 'throttled') return halve(remaining, steps);
    if (remaining.length === rest.length && result.kind !== 'throttled') failures++;
    const condition = exhausted(steps.mapping, remaining, failures);
    if (condition !== undefined) return steps.giveUp(remaining, condition, result, failures);
    rest = remaining;
    await sleep(backoff(failures), undefined, { ref: false });
  }
}

/** Splitting a batch takes none of its retries. */
async function halve(records: readonly StreamRecord[], steps: Steps): Promise<void> {
  const middle = Math.ceil(records.length / 2);
  await retry(records.slice(0, middle), steps);
  await retry(records.slice(middle), steps);
}

/** The records from the first that failed on; all where the function itself failed. */
function remainingOf(mapping: StreamMapping, records: readonly StreamRecord[], result: InvocationResult) {
  if (result.kind !== 'result') return records;
  if (!mapping.reportsFailures) return [];
  const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
  const outcome = batchOutcome(result.payload, numbers);
  if (outcome.kind === 'all-failed') return records;
  const first = numbers.findIndex((number) => outcome.ids.includes(number));
  return first < 0 ? [] : records.slice(first);
}

function exhausted({ maxRetries, maxAge }: StreamMapping, records: readonly StreamRecord[], failures: number) {
  if (maxRetries >= 0 && failures > maxRetries) return 'RetryAttemptsExhausted';
  const created = Number(records[0]?.dynamodb.ApproximateCreationDateTime ?? 0);
  return maxAge >= 0 && Date.now() / 1000 - created > maxAge ? 'RecordAgeExceeded' : undefined;
}

interface GivenUp {
  readonly mapping: StreamMapping;
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
  readonly condition: string;
  readonly result: InvocationResult;
  readonly failures: number;
}

/** @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html */
function failureRecord({ mapping, shardId, records, condition, result, failures }: GivenUp): JsonObject {
  const arrival = (record: StreamRecord | undefined) =>
    new Date(Number(record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  const functionError = result.kind === 'error' ? { functionError: 'Unhandled' } : {};
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.functionArn,
      condition,
      approximateInvokeCount: failures,
    },
    responseContext: { statusCode: result.kind === 'throttled' ? 429 : 200, executedVersion: '1', ...functionError },
    version: '1.0',
    timestamp: new Date().toISOString(),
    DDBStreamBatchInfo: {
      shardId,
      startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
      endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
      approximateArrivalOfFirstRecord: arrival(records[0]),
      approximateArrivalOfLastRecord: arrival(records.at(-1)),
      batchSize: records.length,
      streamArn: mapping.sourceArn,
    },
  };
}

function counted(records: readonly unknown[]): string {
  return records.length === 1 ? '1 record' : `${records.length} records`;
}

function whyOf(result: InvocationResult): string {
  if (result.kind === 'error') return result.error.errorType;
  return result.kind === 'throttled' ? 'throttled' : 'reported';
}
