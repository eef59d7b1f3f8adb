import { beforeEach, describe, expect, it } from '@jest/globals';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';
import { invalidity } from 'penstock/runtime/queue/message';
import { lambdaContext, recordingRuntime } from 'penstock/testkit/operation-runtime';
import { eventValidators } from '../../../functions/generated/events.ts';
import { inMemoryOrders } from '../../../functions/orders/adapters/in-memory-orders.ts';
import { itemOf } from '../../../functions/orders/adapters/order-item.ts';
import { changeOf, type StreamedChange } from '../../../functions/orders/adapters/order-stream.ts';
import type { OrderEvent } from '../../../functions/orders/domain/order-event.ts';
import type { OrderRecord } from '../../../functions/orders/domain/record.ts';
import type { Publication, Refusal } from '../../../functions/orders/domain/relay.ts';
import { relayEvents } from '../../../functions/orders/entry/stream/relayEvents.ts';
import { cancellation, placement, update } from './support.ts';

const { signal } = new AbortController();
let sent: OrderEvent[];
let kept: { change: StreamedChange; refusal: Refusal }[];
let failing: string | undefined;
let world: ReturnType<typeof recordingRuntime>;

beforeEach(() => {
  sent = [];
  kept = [];
  failing = undefined;
  world = recordingRuntime();
});

const publish = async (events: readonly OrderEvent[]): Promise<Map<string, Publication>> => {
  const answers = new Map<string, Publication>();
  for (const event of events) {
    if (event.id === failing) {
      answers.set(event.id, { outcome: 'failed', error: new Error('InternalFailure') });
      break;
    }
    sent.push(event);
    answers.set(event.id, { outcome: 'published' });
  }
  return answers;
};

const handler = relayEvents({
  changeOf,
  runtime: () => world.runtime,
  parts: () => ({
    bus: { publish },
    failures: {
      keep: async (change, refusal) => {
        kept.push({ change, refusal });
      },
    },
    check: (event) => invalidity(eventValidators[event.type], event),
    isOverdue: () => false,
  }),
});

let sequence = 100;
const imageOf = (record: OrderRecord) => itemOf(record, 'eu-west-1') as Record<string, AttributeValue>;
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
    expect(sent.map(({ id, type }) => [id, type])).toEqual([
      [`${placed.id}_1`, 'orders.order.placed.v1'],
      [`${placed.id}_2`, 'orders.order.updated.v1'],
      [`${placed.id}_3`, 'orders.order.cancelled.v1'],
    ]);
    expect(sent.map(({ data }) => data.order.status)).toEqual(['pending', 'pending', 'cancelled']);
    expect(kept).toEqual([]);
    expect(world.lines).toEqual([
      expect.objectContaining({
        level: 'info',
        fields: expect.objectContaining({ published: 3, skipped: 0, kept: 0 }),
      }),
    ]);
  });

  it('passes over a payment’s claim', async () => {
    const [placed] = await history();
    const claimed: OrderRecord = { ...placed, payment: { state: 'capturing', at: placed.createdAt, event: 'e' } };

    await handler({ Records: [streamed(claimed, placed)] }, lambdaContext());

    expect(sent).toEqual([]);
    expect(world.lines[0]?.fields).toMatchObject({ published: 0, skipped: 1 });
  });

  it('asks for the first failed change again', async () => {
    const [placed, updated, cancelled] = await history();
    failing = `${placed.id}_2`;
    const records = [streamed(placed), streamed(updated, placed), streamed(cancelled, updated)];

    const answer = await handler({ Records: records }, lambdaContext());

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: records[1]?.dynamodb?.SequenceNumber }] });
    expect(world.lines).toEqual([expect.objectContaining({ level: 'warn', message: 'relay failed' })]);
  });

  it('keeps what is no order, or no order of this contract, and goes on', async () => {
    const [placed] = await history();
    const foreign: DynamoDBRecord = {
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: '7', NewImage: { pk: { S: 'x' }, version: { N: '1' } } },
    };
    const invalid = streamed({ ...placed, currency: 'XXX-not-a-currency' as 'EUR' });

    const answer = await handler({ Records: [foreign, invalid, streamed(placed)] }, lambdaContext());

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(sent).toHaveLength(1);
    expect(kept.map(({ change, refusal }) => [change.streamRecord, refusal.reason])).toEqual([
      [foreign, 'not-an-order'],
      [invalid, 'invalid'],
    ]);
    expect(world.lines.map(({ level }) => level)).toEqual(['error', 'error', 'info']);
  });

  const throwing = () => {
    throw new Error('not to be read');
  };
  it.each([
    ['null', null],
    ['a proxy that throws', new Proxy({}, { get: throwing })],
    ['without an image', { dynamodb: { SequenceNumber: '7' } }],
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
    const isRecord = broken === null || 'dynamodb' in broken || Object.keys(broken).length === 0;
    const record = isRecord
      ? (broken as DynamoDBRecord | null)
      : { ...rest, dynamodb: { ...dynamodb, NewImage: { ...dynamodb?.NewImage, ...broken } } };

    const answer = await handler(
      { Records: [streamed(before), record as DynamoDBRecord, streamed(after)] },
      lambdaContext(),
    );

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(sent.map(({ subject }) => subject)).toEqual([before.id, after.id]);
    expect(kept.map(({ change }) => change.streamRecord === record)).toEqual([true]);
  });
});
