import { describe, expect, it } from '@jest/globals';
import { prepare } from '../request.ts';

const at = (path: string, base = 'https://api.example.com/shop/') =>
  prepare([new URL(base)], { path }, () => 'new').urls[0];

describe('the URL of a request', () => {
  it('is below the base URL', () => {
    expect(at('/v1/parcels')).toBe('https://api.example.com/shop/v1/parcels');
    expect(at('/v1/parcels', 'https://api.example.com')).toBe('https://api.example.com/v1/parcels');
    expect(at('//evil.example/x', 'https://api.example.com')).toBe('https://api.example.com//evil.example/x');
  });

  it.each(['v1/parcels', '.evil.example/x', '@evil.example/x', ':1234/x', ''])('fails to leave it by %p', (path) => {
    expect(() => at(path, 'https://api.example.com')).toThrow(TypeError);
  });

  it('has the query, a member for each value, encoded', () => {
    const query = { status: ['labelled', 'pending'], limit: 5, q: 'a&b=c', none: undefined };

    expect(prepare([new URL('https://a.example')], { path: '/x', query }, () => '').urls[0]).toBe(
      'https://a.example/x?status=labelled&status=pending&limit=5&q=a%26b%3Dc',
    );
  });
});

describe('the headers of a request', () => {
  const headersOf = (call: object) =>
    prepare([new URL('https://a.example')], { path: '/x', ...call }, () => 'new').headers;

  it('name the version that a change is made for, and the one that is known', () => {
    expect(headersOf({ ifMatch: '"1"', ifNoneMatch: '"2"' })).toMatchObject({
      'if-match': '"1"',
      'if-none-match': '"2"',
    });
  });

  it('have the type of the body where there is one', () => {
    expect(headersOf({ body: null })).toMatchObject({ 'content-type': 'application/json' });
    expect(headersOf({ body: {}, contentType: 'application/merge-patch+json' })).toMatchObject({
      'content-type': 'application/merge-patch+json',
    });
    expect(headersOf({})).not.toHaveProperty('content-type');
  });

  it.each([
    ['GET', undefined, undefined],
    ['POST', undefined, '"new"'],
    ['PATCH', undefined, '"new"'],
    ['PUT', undefined, undefined],
    ['POST', 'a"b\\c', '"a\\"b\\\\c"'],
    ['DELETE', 'mine', '"mine"'],
    ['POST', false, undefined],
  ])('of %s with key %p are %p', (method, idempotencyKey, expected) => {
    const headers = headersOf({ method, ...(idempotencyKey !== undefined && { idempotencyKey }) });

    expect(headers['idempotency-key']).toBe(expected);
  });

  it.each(['', 'a b', 'ä', 'a\nb', 'x'.repeat(256)])('fail with the key %p', (idempotencyKey) => {
    expect(() => headersOf({ method: 'POST', idempotencyKey })).toThrow(
      /^idempotencyKey: received .*, expected 1 to 255/s,
    );
  });
});
