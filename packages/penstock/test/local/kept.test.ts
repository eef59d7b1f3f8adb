import { describe, expect, it } from '@jest/globals';
import type { ApiDefinition, Method, Throttle, UsagePlan } from '../../local/apigateway/definition.ts';
import type { GatewayRequest, RequestContext } from '../../local/apigateway/request-context.ts';
import { createThrottle } from '../../local/apigateway/throttle.ts';
import { createUsage } from '../../local/apigateway/usage.ts';
import { createKept, type Keep } from '../../local/kept.ts';
import { createFirewall } from '../../local/waf/firewall.ts';

type Ask = () => string;

/** A method with a limit, as a deployment has it. */
function throttled(keep: Keep, burst: number): Ask {
  const method = { httpMethod: 'GET', resourcePath: '/open' } as Method;
  const throttleOf = (): Throttle => ({ rate: 0, burst });
  const throttle = createThrottle(
    { id: 'api', stage: 'test', methods: [method], throttleOf } as unknown as ApiDefinition,
    keep,
  );
  return () => throttle({ route: method } as unknown as RequestContext)?.type ?? 'passes';
}

/** A tenant with a quota. */
function metered(keep: Keep, limit: number): Ask {
  const plan: UsagePlan = { id: 'free', name: 'free', quota: { limit, period: 'MONTH' }, methodThrottles: {} };
  const key = { id: 'k', name: 'k', value: 'value', enabled: true, tags: {} };
  const usage = createUsage({ keySource: 'AUTHORIZER' }, { admitted: () => ({ key, plan }) }, undefined, keep);
  const context = { route: { apiKeyRequired: true }, caller: { usageIdentifierKey: 'value' } };
  return () => usage(context as unknown as RequestContext)?.type ?? 'passes';
}

/** A firewall that counts requests by address. */
function counted(keep: Keep, limit: number): Ask {
  const block = { kind: 'block' } as const;
  const rules = [{ kind: 'rate', rate: { limit, windowSeconds: 300 }, action: block }] as const;
  const firewall = { arn: 'arn', rules, defaultAction: { kind: 'allow' }, withoutEffect: [] } as const;
  const judge = createFirewall(firewall, () => 0, keep);
  return () => (judge({ sourceIp: '127.0.0.1' } as GatewayRequest) === undefined ? 'passes' : 'WAF_FILTERED');
}

describe.each([
  ['the bucket of a method', throttled, 'THROTTLED'],
  ['the quota of a tenant', metered, 'QUOTA_EXCEEDED'],
  ['the count of an address', counted, 'WAF_FILTERED'],
])('%s', (_, deploy, refusal) => {
  it('outlives a deployment that leaves its limit', () => {
    const keep = createKept();
    deploy(keep, 2)();
    const after = deploy(keep, 2);

    expect([after(), after()]).toEqual(['passes', refusal]);
  });

  it('begins anew with another limit', () => {
    const keep = createKept();
    deploy(keep, 1)();
    const after = deploy(keep, 2);

    expect([after(), after(), after()]).toEqual(['passes', 'passes', refusal]);
  });
});
