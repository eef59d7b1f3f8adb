import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventBridgeBus } from '../../../functions/orders/adapters/eventbridge-bus.ts';
import { inMemoryOrders } from '../../../functions/orders/adapters/in-memory-orders.ts';
import { type OrderEvent, orderEvent } from '../../../functions/orders/domain/order-event.ts';
import { answer, startServer } from '../http-server.ts';
import { draft, placement, stamp } from './support.ts';

interface Entry {
  readonly Detail: string;
  readonly [member: string]: unknown;
}

const { signal } = new AbortController();
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
let server: Awaited<ReturnType<typeof startServer>>;
let calls: Entry[][];
/** What each event is answered with, by order; the others are taken. */
let failing: Record<string, { ErrorCode: string; ErrorMessage?: string } | 'throw'>;

beforeEach(async () => {
  calls = [];
  failing = {};
  server = await startServer((request, response) => {
    const { Entries } = JSON.parse(request.body) as { Entries: Entry[] };
    calls.push(Entries);
    const answers = Entries.map(({ Detail }) => failing[JSON.parse(Detail).subject] ?? { EventId: 'e' });
    if (answers.includes('throw')) return answer(response, 400, { __type: 'ThrottlingException' });
    return answer(response, 200, { Entries: answers });
  });
});
afterEach(() => server.close());

const bus = () =>
  eventBridgeBus(
    new EventBridgeClient({
      endpoint: server.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    }),
    'penstock-test',
  );

async function eventOf(id: string, over: Partial<typeof draft> = {}): Promise<OrderEvent> {
  const order = placement({ id, draft: { ...draft, ...over }, stamp: { ...stamp(), traceparent } });
  const decision = await inMemoryOrders().place(order, signal);
  if (decision.outcome !== 'written') throw new Error('not placed');
  return orderEvent(decision.record);
}
const events = (count: number, over = {}) =>
  Promise.all([...Array(count)].map((_, index) => eventOf(`o${index}`, over)));

describe('the bus', () => {
  it('gets the whole CloudEvent, under the type and source that rules match, with its trace', async () => {
    const event = await eventOf('o');

    expect(await bus().publish([event], signal)).toEqual(new Map([['o_1', { outcome: 'published' }]]));
    expect(calls).toEqual([
      [
        {
          EventBusName: 'penstock-test',
          Source: 'penstock.orders',
          DetailType: 'orders.order.placed.v1',
          Detail: JSON.stringify(event),
          Time: Date.parse(event.time) / 1000,
          TraceHeader: 'Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=1',
        },
      ],
    ]);
  });

  it('gets ten a call at most, in order', async () => {
    await bus().publish(await events(23), signal);

    expect(calls.map((entries) => entries.length)).toEqual([10, 10, 3]);
    expect(calls.flat().map(({ Detail }) => JSON.parse(Detail).subject)).toEqual([...Array(23)].map((_, i) => `o${i}`));
  });

  it('gets 256 KB a call at most', async () => {
    await bus().publish(await events(7, { reference: 'x'.repeat(100_000) }), signal);

    expect(calls.map((entries) => entries.length)).toEqual([2, 2, 2, 1]);
  });

  it('fails an event over 256 KB for good, and takes the others', async () => {
    const all = [await eventOf('a'), await eventOf('b', { reference: 'é'.repeat(132_000) }), await eventOf('c')];

    const answers = await bus().publish(all, signal);

    expect(answers.get('b_1')).toMatchObject({ outcome: 'refused', reason: 'oversize' });
    expect([answers.get('a_1'), answers.get('c_1')]).toEqual([{ outcome: 'published' }, { outcome: 'published' }]);
  });

  it('fails an event for good when the bus can’t read it', async () => {
    failing.o1 = { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed' };

    const answers = await bus().publish(await events(3), signal);

    expect(answers.get('o1_1')).toMatchObject({ outcome: 'refused', reason: 'refused-by-bus' });
    expect(answers.get('o2_1')).toEqual({ outcome: 'published' });
  });

  it.each([
    ['the bus is throttled for an entry', { ErrorCode: 'ThrottlingException' }],
    ['the bus has a fault of its own', { ErrorCode: 'InternalFailure' }],
    ['the call fails', 'throw' as const],
  ])('fails an event for now when %s, and sends no further calls', async (_case, failure) => {
    failing.o9 = failure;

    const answers = await bus().publish(await events(23), signal);

    expect(calls).toHaveLength(1);
    expect(answers.get('o9_1')?.outcome).toBe('failed');
    expect(answers.has('o10_1')).toBe(false);
  });

  it('needs no call for no events', async () => {
    expect((await bus().publish([], signal)).size).toBe(0);
    expect(calls).toEqual([]);
  });
});
