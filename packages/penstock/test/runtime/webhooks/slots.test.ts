import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Dependency } from '../../../runtime/resilience/dependency.ts';
import { endpointCooldowns, type Stage } from '../../../runtime/webhooks/cooldown/endpoint-cooldowns.ts';
import { deliver } from '../../../runtime/webhooks/deliveries/deliver.ts';
import type { Reply } from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';
import type { Subscriber } from '../../../runtime/webhooks/subscriber/subscriber.ts';
import { inMemoryCooldowns } from '../../../testkit/in-memory-cooldowns.ts';
import { inMemoryDeliveries } from '../../../testkit/in-memory-deliveries.ts';
import { inMemoryEndpoints } from '../../../testkit/in-memory-endpoints.ts';
import { creation, message } from '../../../testkit/webhooks.ts';

const signal = new AbortController().signal;
const unprotected: Dependency = { call: (work, options) => work(options.signal) };
const PROCESSES = 12;

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** The attempts' own time; the cooldowns have a clock of their own. */
const wait = (milliseconds: number) => jest.advanceTimersByTimeAsync(milliseconds);

/** Processes of the deliveries' functions that share a table, a subscriber that is silent and one that answers. */
async function setUp() {
  const stores = { endpoints: inMemoryEndpoints(), deliveries: inMemoryDeliveries() };
  const cooldowns = inMemoryCooldowns();
  let time = Date.parse('2026-11-22T12:00:00.000Z');
  const open = new Set<(reply: Reply) => void>();
  const posts = { silent: 0, live: 0 };
  const subscriber: Subscriber = {
    post: async ({ url }, ending) => {
      if (url.includes('live')) {
        posts.live += 1;
        return { status: 204 };
      }
      posts.silent += 1;
      const { promise, resolve, reject } = Promise.withResolvers<Reply>();
      open.add(resolve);
      ending.addEventListener('abort', () => reject(ending.reason));
      return promise.finally(() => open.delete(resolve));
    },
  };
  const processes = [...Array(PROCESSES)].map(() => ({
    ...stores,
    subscriber,
    cooldowns: endpointCooldowns(cooldowns, () => time),
    protection: () => unprotected,
    now: () => time,
  }));
  const [silent, live] = [
    creation({ draft: { url: 'https://silent.example/', events: ['*'] } }),
    creation({ draft: { url: 'https://live.example/', events: ['*'] } }),
  ];
  for (const endpoint of [silent, live]) await stores.endpoints.create(endpoint, signal);
  /** As many deliveries at once, each in the next process. @returns how each ended */
  const run = (endpoint: typeof silent, count: number, stage: Stage) =>
    Promise.all(
      [...Array(count)].map(async (_, index) => {
        const parts = processes[index % PROCESSES];
        if (parts === undefined) throw new Error('no process');
        const context = { stage, retry: stage === 'retry', isLast: false, signal };
        return deliver(parts, message(endpoint.id), context).then(
          () => 'delivered',
          (error) => String(error.reason),
        );
      }),
    );
  const findCooldown = () => cooldowns.find({ tenant: 'acme', id: silent.id }, signal);
  const endAll = (reply: Reply) => {
    for (const end of open) end(reply);
  };
  return { run, silent, live, posts, open, endAll, findCooldown, pass: (ms: number) => (time += ms) };
}

describe('a silent endpoint', () => {
  it('holds one function beyond the first seconds, however many events it gets, and none of those for first attempts', async () => {
    const { run, silent, live, posts, open, endAll, findCooldown, pass } = await setUp();
    const first = run(silent, 8, 'first');
    await wait(1000);
    expect(await findCooldown()).toBeDefined();

    expect(await run(silent, 100, 'first')).toEqual(Array(100).fill('endpoint-paused'));
    expect(await run(live, 100, 'first')).toEqual(Array(100).fill('delivered'));
    await wait(1000);
    expect(open.size).toBe(1);
    endAll({ error: 'no answer within 5000 ms' });
    expect(await first).toEqual(Array(8).fill('not-received'));
    pass(15_000);
    expect(await run(silent, 100, 'first')).toEqual(Array(100).fill('endpoint-paused'));
    expect([open.size, posts]).toEqual([0, { silent: 8, live: 100 }]);

    const retried = run(silent, 100, 'retry');
    await wait(0);
    expect(open.size).toBe(1);
    expect(await run(silent, 100, 'first')).toEqual(Array(100).fill('endpoint-paused'));
    endAll({ error: 'no answer within 5000 ms' });
    expect((await retried).filter((ending) => ending === 'not-received')).toHaveLength(1);
    expect(posts.silent).toBe(9);
  });

  it('gets everything once it answers', async () => {
    const { run, silent, open, endAll, findCooldown, pass } = await setUp();
    const first = run(silent, 1, 'first');
    await wait(1000);
    expect(await findCooldown()).toBeDefined();
    endAll({ error: 'no answer within 5000 ms' });
    await first;
    pass(15_000);

    const probe = run(silent, 1, 'retry');
    await wait(0);
    expect(open.size).toBe(1);
    endAll({ status: 204 });
    expect(await probe).toEqual(['delivered']);
    const next = run(silent, 3, 'first');
    await wait(0);
    expect(open.size).toBe(3);
    endAll({ status: 204 });

    expect(await next).toEqual(Array(3).fill('delivered'));
  });
});
