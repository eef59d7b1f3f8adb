import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { streamRelay } from 'penstock/runtime/stream/stream-relay';
import { type InMemoryBus, inMemoryBus } from 'penstock/testkit/in-memory-bus';
import { type InMemoryRelayFailures, inMemoryRelayFailures } from 'penstock/testkit/in-memory-relay-failures';
import { lambdaContext, recordingRuntime } from 'penstock/testkit/operation-runtime';
import { ordersRelay } from '../../../functions/orders/compose-relay.ts';
import type { OrderRecord } from '../../../functions/orders/domain/record.ts';
import { inMemoryOrders, orderItem } from './stores.ts';
import { cancellation, placement, update } from './support.ts';

const { signal } = new AbortController();
let bus: InMemoryBus;
let failures: InMemoryRelayFailures;
let world: ReturnType<typeof recordingRuntime>;

beforeEach(() => {
  bus = inMemoryBus();
  failures = inMemoryRelayFailures();
  world = recordingRuntime();
});

const handler = streamRelay(ordersRelay, {
  runtime: () => world.runtime,
  parts: () => ({ bus, failures, isOverdue: () => false }),
});

let sequence = 100;
const imageOf = (record: OrderRecord) => orderItem(record) as Record<string, AttributeValue>;
function streamed(after: OrderRecord, before?: OrderRecord): DynamoDBRecord {
  sequence += 1;
  return {
    eventName: before === undefined ? 'INSERT' : 'MODIFY',
    dynamodb: {
      SequenceNumber: String(sequence),
      NewImage: imageOf(after),
      ...(before !== undefined && { OldImage: imageOf(before) }),
    },
  };
}

/** The versions of an order that was placed, changed and cancelled. */
async function history(): Promise<[OrderRecord, OrderRecord, OrderRecord]> {
  const orders = inMemoryOrders();
  const placed = placement();
  const decisions = [
    await orders.place(placed, signal),
    await orders.update(update(placed), signal),
    await orders.cancel(cancellation(placed), signal),
  ];
  return decisions.map((decision) => {
    if (decision.outcome !== 'written') throw new Error(decision.outcome);
    return decision.record;
  }) as [OrderRecord, OrderRecord, OrderRecord];
}

describe('relayEvents', () => {
  it('publishes an order’s history as its contract wants it', async () => {
    const [placed, updated, cancelled] = await history();

    const answer = await handler(
      { Records: [streamed(placed), streamed(updated, placed), streamed(cancelled, updated)] },
      lambdaContext(),
    );

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(bus.published.map(({ id, type }) => [id, type])).toEqual([
      [`${placed.id}_1`, 'orders.order.placed.v1'],
      [`${placed.id}_2`, 'orders.order.updated.v1'],
      [`${placed.id}_3`, 'orders.order.cancelled.v1'],
    ]);
    expect(bus.published.map(({ data }) => data)).toMatchObject(
      ['pending', 'pending', 'cancelled'].map((status) => ({ order: { status } })),
    );
    expect(failures.retained).toEqual([]);
  });

  it('passes over a payment’s claim', async () => {
    const [placed] = await history();
    const claimed: OrderRecord = { ...placed, payment: { state: 'capturing', at: placed.createdAt, event: 'e' } };

    await handler({ Records: [streamed(claimed, placed)] }, lambdaContext());

    expect(bus.published).toEqual([]);
    expect(world.lines[0]?.fields).toMatchObject({ published: 0, skipped: 1, relay: 'relayEvents' });
  });

  it('makes the same event of the same version, however often', async () => {
    const [placed] = await history();
    await handler({ Records: [streamed(placed), streamed(placed)] }, lambdaContext());

    expect(bus.published).toHaveLength(2);
    expect(bus.published[0]).toEqual(bus.published[1]);
  });

  it('keeps an order that is none of this contract, and goes on', async () => {
    const [placed] = await history();
    const invalid = streamed({ ...placed, currency: 'XXX-not-a-currency' as 'EUR' });

    const answer = await handler({ Records: [invalid, streamed(placed)] }, lambdaContext());

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(bus.published).toHaveLength(1);
    expect(failures.retained.map(({ reason }) => reason)).toEqual(['invalid']);
  });

  it.each([
    ['one whose items are no list', { content: { S: 'x' } }],
    ['one whose status is a number', { status: { N: '1' } }],
    ['one whose event is text', { event: { S: 'orders.order.placed.v1' } }],
    ['one whose event is of no type', { event: { M: { type: { S: '__proto__' }, correlationId: { S: 'c' } } } }],
    ['one whose total is no number', { content: { M: { items: { L: [] }, total: { N: 'many' } } } }],
    ['one whose version is', { version: { N: 'first' } }],
  ])('keeps a record that is %s, and gets those around it out', async (_case, broken) => {
    const [before] = await history();
    const [after] = await history();
    const { dynamodb, ...rest } = streamed(before);
    const record = { ...rest, dynamodb: { ...dynamodb, NewImage: { ...dynamodb?.NewImage, ...broken } } };

    const answer = await handler(
      { Records: [streamed(before), record as DynamoDBRecord, streamed(after)] },
      lambdaContext(),
    );

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(bus.published.map(({ subject }) => subject)).toEqual([before.id, after.id]);
    expect(failures.retained).toHaveLength(1);
  });
});
