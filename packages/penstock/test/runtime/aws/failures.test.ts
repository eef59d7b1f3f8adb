import { describe, expect, it } from '@jest/globals';
import { isTransient, unavailable } from '../../../runtime/aws/failures.ts';
import { Problem } from '../../../runtime/problem/problem.ts';

const transientNames = [
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
];
const transientCodes = [
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
];

describe('a failure of AWS', () => {
  it.each([
    ['a timeout', { name: 'TimeoutError' }, true],
    ...transientNames.map((name) => [`a ${name}`, { name }, true] as const),
    ...transientCodes.map((code) => [`a connection that fails with ${code}`, { name: 'Error', code }, true] as const),
    ['any 500', { name: 'Odd', $metadata: { httpStatusCode: 500 } }, true],
    ['any 503', { name: 'Odd', $metadata: { httpStatusCode: 503 } }, true],
    ['a 499', { name: 'Odd', $metadata: { httpStatusCode: 499 } }, false],
    ['an error without a name', {}, false],
    ['a call that got no answer', { name: 'Odd', $metadata: {} }, false],
    ['an aborted call', { name: 'AbortError' }, false],
    ['a denied call', { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } }, false],
    ['no object', 'text', false],
    ['nothing', undefined, false],
    ['null', null, false],
  ])('may pass or not: %s', (_case, error, transient) => {
    expect(isTransient(error)).toBe(transient);
  });

  it('is a 503 with Retry-After when it may pass', () => {
    const cause = { name: 'ThrottlingException' };

    expect(unavailable(cause)).toMatchObject({
      code: 'service-unavailable',
      message: 'A service we depend on does not answer. Try again shortly.',
      headers: { 'Retry-After': '1' },
      cause,
    });
  });

  it('is itself when it will not', () => {
    const error = new Error('AccessDenied');

    expect(unavailable(error)).toBe(error);
    expect(Problem.from(error)).toMatchObject({ code: 'internal-error', cause: error });
  });
});
