import { describe, expect, it } from '@jest/globals';
import { type ProblemCode, problemCodes } from '../../../runtime/problem/codes.ts';
import { Problem } from '../../../runtime/problem/problem.ts';

const document = (problem: Problem) => problem.toDocument('r-1', 'c-1');

describe('a problem', () => {
  it.each<[ProblemCode, number, string, boolean]>([
    ['bad-request', 400, 'Bad request', false],
    ['malformed-json', 400, 'Malformed JSON', false],
    ['invalid-parameter', 400, 'Invalid parameter', false],
    ['idempotency-key-invalid', 400, 'Invalid Idempotency-Key', false],
    ['unauthorized', 401, 'Unauthorized', false],
    ['forbidden', 403, 'Forbidden', false],
    ['not-found', 404, 'Not found', false],
    ['invalid-state', 409, 'Invalid state', false],
    ['gone', 410, 'Gone', false],
    ['precondition-failed', 412, 'Precondition failed', false],
    ['payload-too-large', 413, 'Payload too large', false],
    ['unsupported-media-type', 415, 'Unsupported media type', false],
    ['validation', 422, 'Validation failed', false],
    ['idempotency-key-reused', 422, 'Idempotency-Key reused', false],
    ['precondition-required', 428, 'Precondition required', false],
    ['budget-exceeded', 429, 'Budget exceeded', true],
    ['internal-error', 500, 'Internal error', false],
    ['service-unavailable', 503, 'Service unavailable', true],
    ['deadline-exceeded', 504, 'Deadline exceeded', true],
  ])('%s is %i %s (retryable: %s)', (code, status, title, retryable) => {
    const problem = new Problem(code, 'Why.');

    expect(problem.status).toBe(status);
    expect(document(problem)).toEqual({
      type: `urn:penstock:problem:${code}`,
      title,
      status,
      detail: 'Why.',
      instance: 'urn:uuid:r-1',
      correlationId: 'c-1',
      retryable,
    });
    expect(problemCodes[code]).toEqual({ status, title, retryable });
  });

  it('has its findings, up to 1,000 of them', () => {
    const errors = [...Array(1001)].map((_, index) => ({ pointer: `#/${index}`, detail: 'is wrong' }));

    expect(document(new Problem('validation', 'Why.', { errors: errors.slice(0, 1000) })).errors).toEqual(
      errors.slice(0, 1000),
    );
    expect(document(new Problem('validation', 'Why.', { errors })).errors).toEqual(errors.slice(0, 1000));
  });

  it('has texts as long as the contract lets them be', () => {
    const long = 'x'.repeat(2000);
    const errors = [
      { pointer: long, detail: long },
      { parameter: long, detail: long },
    ];
    const { detail, errors: shown } = document(new Problem('validation', long, { errors }));

    expect(detail).toBe('x'.repeat(1024));
    expect(shown).toEqual([
      { pointer: 'x'.repeat(512), detail: 'x'.repeat(512) },
      { parameter: 'x'.repeat(128), detail: 'x'.repeat(512) },
    ]);
  });

  it('keeps its headers and its cause, and has none by itself', () => {
    const cause = new Error('secret');
    const problem = new Problem('forbidden', 'No.', { headers: { A: '1' }, cause });

    expect(problem).toMatchObject({ name: 'Problem', message: 'No.', headers: { A: '1' }, errors: [], cause });
    expect(new Problem('forbidden', 'No.')).toMatchObject({ headers: {}, errors: [] });
    expect(JSON.stringify(document(problem))).not.toContain('secret');
  });

  it('made of an error says nothing of it', () => {
    const error = new Error('secret');
    const problem = Problem.from(error);

    expect(problem).toMatchObject({
      code: 'internal-error',
      message: 'Something went wrong on our side. Quote the instance when you report it.',
      cause: error,
    });
    expect(Problem.from(problem)).toBe(problem);
  });
});
