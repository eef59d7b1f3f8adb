import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import type { InvocationResult } from '../lambda/service.ts';
import type { StreamRecord } from '../streams/stream-reader.ts';
import type { StreamMapping } from './definition.ts';

/** A batch of a stream that is given up. */
export interface GivenUp {
  readonly mapping: StreamMapping;
  readonly shardId: string;
  readonly records: readonly StreamRecord[];
  readonly condition: string;
  readonly failures: number;
  /** Of the last attempt, if there was one. */
  readonly result: InvocationResult | undefined;
}

/**
 * What a failure destination gets: where the records are, not the records.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export function failureRecord({ mapping, shardId, records, condition, result, failures }: GivenUp): JsonObject {
  const arrival = (record: StreamRecord | undefined) =>
    new Date(Number(record?.dynamodb.ApproximateCreationDateTime ?? 0) * 1000).toISOString();
  const functionError = result?.kind === 'error' ? { functionError: 'Unhandled' } : {};
  const statusCode = result?.kind === 'throttled' ? 429 : 200;
  return {
    requestContext: {
      requestId: randomUUID(),
      functionArn: mapping.functionArn,
      condition,
      approximateInvokeCount: failures,
    },
    ...(result === undefined ? {} : { responseContext: { statusCode, executedVersion: '1', ...functionError } }),
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
