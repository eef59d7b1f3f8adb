import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import type { DynamoDBRecord } from 'aws-lambda';
import { MAX_MESSAGE_BYTES, toSqsJson, toSqsText } from '../aws/sqs-text.ts';
import type { Unpublishable } from './publication.ts';

/** Bytes: what the attributes take is less than half of the difference. */
const MAX_BODY_BYTES = MAX_MESSAGE_BYTES - 8192;
/** Characters: an error that quotes what it could not read may be as long as that. */
const MAX_DETAIL = 2048;

/**
 * The body of a message that holds what can't be relayed: the stream's record, whole but for its old image. Where that is
 * no JSON (Lambda's always is) it is what Node shows of it. An item has 400 KB at most; written with escapes it may be
 * six times as long, and then `record` gives way to `gzip`, in base64, which brings it back to a size that SQS takes.
 */
export function relayFailureBody(streamRecord: DynamoDBRecord, { reason, detail }: Unpublishable): string {
  const refusal = { reason, detail: detail.slice(0, MAX_DETAIL) };
  const record = jsonOf(streamRecord);
  const whole = toSqsText(`${JSON.stringify(refusal).slice(0, -1)},"record":${record}}`);
  if (Buffer.byteLength(whole) <= MAX_BODY_BYTES) return whole;
  return toSqsJson({ ...refusal, gzip: gzipSync(record).toString('base64') });
}

function jsonOf(streamRecord: DynamoDBRecord): string {
  try {
    const { OldImage, ...dynamodb } = streamRecord.dynamodb ?? {};
    return JSON.stringify({ ...streamRecord, dynamodb });
  } catch {
    return JSON.stringify(
      inspect(streamRecord, { depth: null, customInspect: false, maxArrayLength: null, maxStringLength: null }),
    );
  }
}
