import { describe, expect, it } from '@jest/globals';
import { rateLimitsOf } from '../rate-limit.ts';

describe('the limits that an answer tells', () => {
  it('are those of the plan, and what is left where that is known', () => {
    const headers = new Headers({
      'RateLimit-Policy': '"rate";q=50;w=1, "quota";q=100000;w=86400;qu="requests"',
      RateLimit: '"quota";r=0, "graph-cost";r=900;t=42',
    });

    expect(rateLimitsOf(headers)).toEqual([
      { policy: 'rate', quota: 50, windowSeconds: 1 },
      { policy: 'quota', quota: 100_000, windowSeconds: 86_400, remaining: 0 },
      { policy: 'graph-cost', remaining: 900, resetSeconds: 42 },
    ]);
  });

  it.each([[{}], [{ RateLimit: 'limit=100' }], [{ 'RateLimit-Policy': '100;w=1' }]])('are none in %j', (headers) => {
    expect(rateLimitsOf(new Headers(headers))).toEqual([]);
  });
});
