import { expect, it } from '@jest/globals';
import type { UsagePlan } from '../../../local/apigateway/definition.ts';
import { openKeyStore } from '../../../local/apigateway/key-store.ts';
import type { RequestContext } from '../../../local/apigateway/request-context.ts';
import { createUsage } from '../../../local/apigateway/usage.ts';

const plan = (name: string, burst: number): UsagePlan => ({
  id: name,
  name,
  throttle: { rate: 0, burst },
  methodThrottles: {},
});
const keys = () => {
  const store = openKeyStore();
  store.define({ keys: [], usagePlans: [plan('free', 1), plan('pro', 2)] });
  return store;
};
const key = (id: string, value = 'value') => ({ id, name: id, value, enabled: true, tags: {} });

/** What becomes of a request that the authorizer gave a key: undefined where it may go on. */
const asking = (usage: ReturnType<typeof createUsage>) => {
  const context = { route: { apiKeyRequired: true }, caller: { usageIdentifierKey: 'value' } };
  return usage(context as unknown as RequestContext)?.type;
};

it('a key that is made, put on another plan and deleted while it runs is met at once', () => {
  const store = keys();
  const usage = createUsage({ keySource: 'AUTHORIZER' }, store);
  expect(asking(usage)).toBe('INVALID_API_KEY');

  store.create(key('first'));
  expect(asking(usage)).toBe('INVALID_API_KEY');
  store.link('first', 'free');
  expect([asking(usage), asking(usage)]).toEqual([undefined, 'THROTTLED']);

  store.delete('first');
  expect(asking(usage)).toBe('INVALID_API_KEY');
  store.create(key('second'));
  store.link('second', 'pro');
  expect([asking(usage), asking(usage), asking(usage)]).toEqual([undefined, undefined, 'THROTTLED']);
  store.close();
});

it('each of ten thousand keys has limits of its own', () => {
  const store = keys();
  const usage = createUsage({ keySource: 'HEADER' }, store);
  const values = Array.from({ length: 10_000 }, (_, number) => `value-${number}`);
  for (const value of values) {
    store.create(key(value, value));
    store.link(value, 'free');
  }
  const ask = (value: string) =>
    usage({
      route: { apiKeyRequired: true },
      request: { headers: [['X-Api-Key', value]] },
    } as unknown as RequestContext)?.type;

  expect(values.filter((value) => ask(value) === undefined)).toHaveLength(10_000);
  expect(values.filter((value) => ask(value) === 'THROTTLED')).toHaveLength(10_000);
  store.close();
});
