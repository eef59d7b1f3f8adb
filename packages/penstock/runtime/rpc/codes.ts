import { Code } from '@connectrpc/connect';
import type { ProblemCode } from '../problem/codes.ts';

/**
 * Each problem as Connect and gRPC name it. A client that retries by itself does so on `unavailable` alone, which is what
 * the retryable of them are, but for a deadline.
 * @see https://connectrpc.com/docs/protocol#error-codes
 * @see https://grpc.io/docs/guides/status-codes/
 */
export const connectCodes: Readonly<Record<ProblemCode, Code>> = {
  'bad-request': Code.InvalidArgument,
  'malformed-json': Code.InvalidArgument,
  'invalid-parameter': Code.InvalidArgument,
  'idempotency-key-invalid': Code.InvalidArgument,
  unauthorized: Code.Unauthenticated,
  forbidden: Code.PermissionDenied,
  'not-found': Code.NotFound,
  'method-not-allowed': Code.Unimplemented,
  'not-acceptable': Code.InvalidArgument,
  'invalid-state': Code.FailedPrecondition,
  gone: Code.NotFound,
  // What the caller saw is no longer so: read it again, and begin anew.
  'precondition-failed': Code.Aborted,
  'payload-too-large': Code.ResourceExhausted,
  'budget-exceeded': Code.ResourceExhausted,
  'unsupported-media-type': Code.InvalidArgument,
  validation: Code.InvalidArgument,
  'idempotency-key-reused': Code.FailedPrecondition,
  'precondition-required': Code.FailedPrecondition,
  'internal-error': Code.Internal,
  'service-unavailable': Code.Unavailable,
  'deadline-exceeded': Code.DeadlineExceeded,
};
