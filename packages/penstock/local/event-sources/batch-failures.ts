import { isObject } from '../json.ts';

/** What a function's answer says of its batch: the ids that failed, or all where the answer makes no sense. */
export type BatchOutcome =
  | { readonly kind: 'all-failed' }
  | { readonly kind: 'failed'; readonly ids: readonly string[] };

/**
 * Reads a partial batch response as Lambda does: nothing or an empty list is success; a response it cannot read, an
 * empty identifier or one that is not of the batch fails the whole batch.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function batchOutcome(payload: unknown, ids: readonly string[]): BatchOutcome {
  if (payload === null || payload === undefined) return { kind: 'failed', ids: [] };
  if (!isObject(payload)) return { kind: 'all-failed' };
  const failures = payload.batchItemFailures;
  if (failures === null || failures === undefined) {
    return Object.keys(payload).length === 0 || 'batchItemFailures' in payload
      ? { kind: 'failed', ids: [] }
      : { kind: 'all-failed' };
  }
  if (!Array.isArray(failures)) return { kind: 'all-failed' };
  const known = new Set(ids);
  const failed = failures.map((failure) => (isObject(failure) ? failure.itemIdentifier : undefined));
  const readable = failed.filter((id): id is string => typeof id === 'string' && known.has(id));
  return readable.length === failed.length ? { kind: 'failed', ids: readable } : { kind: 'all-failed' };
}
