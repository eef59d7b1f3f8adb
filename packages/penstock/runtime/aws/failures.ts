import { Problem } from '../problem/problem.ts';

/** Failures of AWS and of the way there that may be gone a moment later. */
const TRANSIENT_NAMES: ReadonlySet<unknown> = new Set([
  'TimeoutError',
  'InternalServerError',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceeded',
  'RequestTimeout',
  'ServiceUnavailable',
  'ThrottlingException',
  'TransactionConflictException',
]);
const TRANSIENT_CODES: ReadonlySet<unknown> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
]);

interface Failure {
  readonly name?: string;
  readonly code?: string;
  readonly $metadata?: { readonly httpStatusCode?: number };
}

/** Whether the same call may succeed when it is made again. */
export function isTransient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, $metadata } = error as Failure;
  return TRANSIENT_NAMES.has(name) || TRANSIENT_CODES.has(code) || Number($metadata?.httpStatusCode) >= 500;
}

/** A dependency that does not answer is 503 with Retry-After; any other failure of it stays what it is: a 500. */
export function unavailable(error: unknown): unknown {
  if (!isTransient(error)) return error;
  return new Problem('service-unavailable', 'A service we depend on does not answer. Try again shortly.', {
    headers: { 'Retry-After': '1' },
    cause: error,
  });
}
