import { describe, expect, it } from '@jest/globals';
import { limitsOf } from '../../../constructs/stage/limits.ts';
import { parts } from '../../../testkit/sample/app.ts';
import { consumers, contract } from '../../../testkit/sample/contract.ts';
import { dev } from './stage-parts.ts';

describe('limits', () => {
  it('are those of the contract and of consumers.yaml', () => {
    expect(limitsOf(dev, parts)).toEqual({
      throttle: Object.fromEntries(
        contract.operations.map(({ operationId, policy }) => [operationId, policy.throttle]),
      ),
      concurrency: {
        ...Object.fromEntries(contract.operations.map(({ operationId, policy }) => [operationId, policy.concurrency])),
        ...Object.fromEntries(consumers.map(({ name, concurrency }) => [name, concurrency])),
        authorizer: 200,
        relayParcels: 10,
      },
      plans: contract.plans,
      firewall: { windowSeconds: 300, requestsPerAddress: expect.any(Number) },
    });
  });

  it('are raised by a stage, one by one', () => {
    const throttle = { getParcel: { rate: 5000, burst: 5000 } };
    const plans = { free: { rate: 5000, burst: 5000 } };
    const limits = limitsOf({ ...dev, throttle, plans, concurrency: { authorizer: 5 } }, parts);

    expect(limits.throttle).toMatchObject({ ...throttle, createParcel: { rate: 200, burst: 400 } });
    expect(limits.plans).toEqual({ ...plans, pro: contract.plans.pro });
    expect(limits.concurrency).toMatchObject({ authorizer: 5, createParcel: 200 });
  });

  it('are raised all at once by a star, but for those that a stage names', () => {
    const every = { rate: 9, burst: 9 };
    const throttle = { '*': every, getParcel: { rate: 1, burst: 1 } };
    const limits = limitsOf({ ...dev, throttle, plans: { '*': every }, concurrency: { '*': 3 } }, parts);

    expect(limits.throttle).toMatchObject({ createParcel: every, getHealth: every, getParcel: { rate: 1, burst: 1 } });
    expect(Object.keys(limits.throttle)).not.toContain('*');
    expect(limits.plans).toEqual({ free: every, pro: every });
    expect(new Set(Object.values(limits.concurrency))).toEqual(new Set([3]));
  });

  it.each([
    [{ windowSeconds: 300 }, 500 * 300 + 1000],
    [{ windowSeconds: 60 }, 500 * 60 + 1000],
    [{ windowSeconds: 60, requestsPerAddress: 99 }, 99],
  ])('let an address send what the largest plan sells, where %j says nothing else', (firewall, requestsPerAddress) => {
    expect(limitsOf({ ...dev, firewall }, parts).firewall).toEqual({ ...firewall, requestsPerAddress });
  });

  it('let it send as little as WAF can count, where plans sell less', () => {
    const plans = { '*': { rate: 0.1, burst: 1 } };

    expect(limitsOf({ ...dev, plans, firewall: { windowSeconds: 60 } }, parts).firewall).toMatchObject({
      requestsPerAddress: 10,
    });
  });

  it('have no firewall in a stage without one', () => {
    const { firewall: _, ...stage } = dev;

    expect(limitsOf(stage, parts).firewall).toBeUndefined();
  });
});
