import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventBridgeBus } from '../../../runtime/stream/eventbridge-bus.ts';
import type { EventBus } from '../../../runtime/stream/publication.ts';
import { answer, startServer } from '../../../testkit/http-server.ts';
import { inMemoryBus } from '../../../testkit/in-memory-bus.ts';
import { noteEvent } from './support.ts';

const { signal } = new AbortController();
let server: Awaited<ReturnType<typeof startServer>>;
let failing: Set<string>;
let taken: string[];

beforeEach(async () => {
  failing = new Set();
  taken = [];
  server = await startServer(({ body }, response) => {
    const { Entries } = JSON.parse(body) as { Entries: { Detail: string }[] };
    const answers = Entries.map(({ Detail }) => {
      const { subject } = JSON.parse(Detail);
      if (failing.has(subject)) return { ErrorCode: 'InternalFailure' };
      taken.push(subject);
      return { EventId: 'e' };
    });
    return answer(response, 200, { Entries: answers });
  });
});
afterEach(() => server.close());

interface World {
  readonly bus: EventBus;
  fail(subject: string): void;
  published(): readonly string[];
}

const buses: [string, () => World][] = [
  [
    'in memory',
    () => {
      const bus = inMemoryBus();
      return {
        bus,
        fail: (subject) => bus.failing.add(subject),
        published: () => bus.published.map(({ subject }) => subject),
      };
    },
  ],
  [
    'of EventBridge',
    () => ({
      bus: eventBridgeBus(
        new EventBridgeClient({
          endpoint: server.url,
          region: 'eu-west-1',
          credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
          maxAttempts: 1,
        }),
        { busName: 'penstock-test', source: 'acme.notes' },
      ),
      fail: (subject) => failing.add(subject),
      published: () => taken,
    }),
  ],
];

describe.each(buses)('a bus %s', (_name, create) => {
  it('takes events in order and answers for each', async () => {
    const { bus, published } = create();

    const answers = await bus.publish(
      ['c', 'a', 'b'].map((id) => noteEvent(id)),
      signal,
    );

    expect(published()).toEqual(['c', 'a', 'b']);
    expect([...answers]).toEqual(['c_1', 'a_1', 'b_1'].map((id) => [id, { outcome: 'published' }]));
  });

  it.each([
    ['over 256 KB', noteEvent('b', 'x'.repeat(262_144)), 'oversize'],
    ['with a character that no queue takes', noteEvent('b', '\uffff'), 'uncarried-character'],
    ['whose time is no date', { ...noteEvent('b'), time: '2026-12-31T23:59:60Z' }, 'invalid'],
  ])('fails an event %s for good, and takes the others', async (_case, event, reason) => {
    const { bus, published } = create();

    const answers = await bus.publish([noteEvent('a'), event, noteEvent('c')], signal);

    expect(published()).toEqual(['a', 'c']);
    expect(answers.get('b_1')).toMatchObject({ outcome: 'refused', reason });
  });

  it('fails for now from an event that it could not take, a call further on', async () => {
    const { bus, fail, published } = create();
    fail('n9');

    const answers = await bus.publish(
      [...Array(23)].map((_, index) => noteEvent(`n${index}`)),
      signal,
    );

    expect(published()).toEqual([...Array(9)].map((_, index) => `n${index}`));
    expect(answers.get('n9_1')?.outcome).toBe('failed');
    expect(answers.has('n10_1')).toBe(false);
  });

  it('needs nothing for no events', async () => {
    expect((await create().bus.publish([], signal)).size).toBe(0);
  });
});
