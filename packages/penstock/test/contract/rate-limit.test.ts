import { describe, expect, it } from '@jest/globals';
import { gatewayResponses } from '../../contract/gateway-responses.ts';
import { rateLimitPolicy } from '../../contract/rate-limit.ts';

describe('the policy of a plan, as its callers read it', () => {
  it.each([
    ['requests a second', { rate: 50, burst: 100 }, '"rate";q=50;w=1'],
    ['requests in the shortest window that has them whole', { rate: 2.5, burst: 5 }, '"rate";q=5;w=2'],
    ['less than one a second', { rate: 0.5, burst: 1 }, '"rate";q=1;w=2'],
    ['a rate with no whole number in a minute, rounded down', { rate: 1.01, burst: 2 }, '"rate";q=60;w=60'],
    ['less than one a minute', { rate: 0.013, burst: 1 }, '"rate";q=1;w=77'],
    [
      'a quota of a day',
      { rate: 1, burst: 1, quota: { limit: 9, period: 'DAY' } },
      '"rate";q=1;w=1, "quota";q=9;w=86400',
    ],
    [
      'a quota of a week',
      { rate: 1, burst: 1, quota: { limit: 9, period: 'WEEK' } },
      '"rate";q=1;w=1, "quota";q=9;w=604800',
    ],
    [
      'a quota of a month, which has no fixed length',
      { rate: 1, burst: 1, quota: { limit: 9, period: 'MONTH' } },
      '"rate";q=1;w=1, "quota";q=9',
    ],
  ] as const)('has %s', (_, plan, expected) => {
    expect(rateLimitPolicy(plan)).toBe(expected);
  });
});

describe('the answer of the gateway to a used-up quota', () => {
  const quota = { limit: 9, period: 'DAY' } as const;
  const rate = { rate: 1, burst: 1 };
  const of = (plans: Parameters<typeof gatewayResponses>[1]) =>
    (gatewayResponses([], plans).QUOTA_EXCEEDED as { responseParameters: Record<string, string> }).responseParameters;
  const at = 'gatewayresponse.header.RateLimit';

  it('says of which policy nothing is left, where there is one', () => {
    expect(of({ plans: { free: { ...rate, quota }, pro: rate } })).toMatchObject({
      [at]: `'"quota";r=0'`,
      [`${at}-Policy`]: `'"quota";q=9;w=86400'`,
    });
  });

  it('says that nothing is left where plans have different ones', () => {
    const parameters = of({ plans: { free: { ...rate, quota }, pro: { ...rate, quota: { ...quota, limit: 10 } } } });
    expect(parameters).toMatchObject({ [at]: `'"quota";r=0'` });
    expect(parameters).not.toHaveProperty(`${at}-Policy`);
  });

  it('says nothing where no plan has one', () => {
    expect(of({ plans: { pro: rate } })).not.toHaveProperty(at);
  });
});
