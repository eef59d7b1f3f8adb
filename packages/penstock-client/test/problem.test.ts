import { describe, expect, it } from '@jest/globals';
import { ClientError } from '../index.ts';
import { problemOf } from '../problem.ts';

const headers = new Headers();

describe('a problem', () => {
  it('has the members of its document', () => {
    const errors = [
      { pointer: '#/items/0/sku', detail: 'must match' },
      { parameter: 'limit', detail: 'must be 100 or less' },
      { pointer: '#/currency' },
    ];
    const document = {
      type: 'urn:penstock:problem:validation',
      title: 'Validation failed',
      status: 422,
      detail: 'The body does not fit.',
      instance: 'urn:uuid:1',
      correlationId: 'c',
      retryable: false,
      errors,
    };

    const problem = problemOf(422, headers, JSON.stringify(document));

    expect(problem).toBeInstanceOf(ClientError);
    expect(problem).toMatchObject({
      type: document.type,
      code: 'validation',
      title: document.title,
      status: 422,
      retryable: false,
      instance: 'urn:uuid:1',
      correlationId: 'c',
      errors: errors.slice(0, 2),
    });
    expect([problem.message, problem.pointers]).toEqual([document.detail, ['#/items/0/sku']]);
  });

  it.each([
    ['urn:penstock:problem:not-found', 'not-found'],
    ['https://example.com/problems/out-of-stock', 'out-of-stock'],
    ['https://example.com/problems#out-of-stock', 'out-of-stock'],
    ['about:blank', 'unknown'],
    ['', 'unknown'],
    [7, 'unknown'],
  ])('of type %p has the code %p', (type, code) => {
    expect(problemOf(400, headers, JSON.stringify({ type })).code).toBe(code);
  });

  it.each(['<html>', '', 'null', '[]', '"text"', '{"errors":7,"retryable":"yes","title":1}'])(
    'is made of its status where the answer is %p',
    (text) => {
      const problem = problemOf(502, headers, text);

      expect([problem.message, problem.pointers]).toEqual(['HTTP status 502', []]);
      expect(problem).toMatchObject({
        type: 'about:blank',
        title: 'HTTP status 502',
        status: 502,
        retryable: true,
        errors: [],
        instance: undefined,
        correlationId: undefined,
      });
    },
  );

  it('is not retryable by its status alone unless the server is busy or away', () => {
    expect([400, 429, 500, 502, 503, 504].map((status) => problemOf(status, headers, '').retryable)).toEqual([
      false,
      true,
      false,
      true,
      true,
      true,
    ]);
  });
});
