import { randomUUID } from 'node:crypto';
import { GetItemCommand, type PutItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MAX_ATTEMPTS } from '../../../runtime/webhooks/deliveries/delivery.ts';
import type { DeliveryRepository } from '../../../runtime/webhooks/deliveries/delivery-repository.ts';
import { toDeliveryView } from '../../../runtime/webhooks/deliveries/delivery-view.ts';
import { dynamoDBDeliveries } from '../../../runtime/webhooks/deliveries/dynamodb-deliveries.ts';
import type { DeliveryMessage } from '../../../runtime/webhooks/event.ts';
import { deliveryKey, eventKey } from '../../../runtime/webhooks/table/layout.ts';
import { inMemoryDeliveries } from '../../../testkit/in-memory-deliveries.ts';
import { instant, message, newId, progress, success, webhookEvent } from '../../../testkit/webhooks.ts';
import { startWebhooksTable, type WebhooksTable } from './table.ts';

const signal = new AbortController().signal;
let table: WebhooksTable;

beforeAll(async () => {
  table = await startWebhooksTable();
});
afterAll(async () => {
  await table.close();
});

const stores: [string, () => DeliveryRepository][] = [
  ['in memory', () => inMemoryDeliveries()],
  ['in DynamoDB', () => dynamoDBDeliveries(table.client, table.name)],
];

/** One whose data does not fit in a kibibyte, however it is packed. */
const largeEvent = () => webhookEvent({ data: { labels: [...Array(50)].map(() => randomUUID()) } });

describe.each(stores)('deliveries %s', (_name, make) => {
  let deliveries: DeliveryRepository;
  beforeAll(() => {
    deliveries = make();
  });

  const keyOf = ({ tenant, data }: DeliveryMessage) => ({
    tenant,
    endpointId: data.endpointId,
    deliveryId: data.deliveryId,
  });
  const stored = async (of: DeliveryMessage) => {
    const record = await deliveries.find(keyOf(of), signal);
    if (record === undefined) throw new Error(`${of.id} is not stored`);
    return record;
  };

  it('keeps the first attempt and the event', async () => {
    const of = message(newId('whe'));
    const first = progress(of);

    const record = await deliveries.record(first, undefined, signal);

    expect(record).toEqual(await stored(of));
    expect(record.event).toEqual(of.data.event);
    expect(toDeliveryView(record)).toEqual({
      id: of.data.deliveryId,
      eventId: of.data.event.id,
      eventType: 'shop.parcel.sent.v1',
      status: 'pending',
      attempts: [{ at: first.attempt.at, duration: 12, status: 500, error: 'answered 500' }],
      createdAt: first.attempt.at,
      updatedAt: first.attempt.at,
    });
  });

  it('keeps one that waits for its first attempt, which is then the first', async () => {
    const of = message(newId('whe'));
    const at = instant();

    await deliveries.awaitFirst(of, at, signal);
    await deliveries.awaitFirst(of, instant(), signal);

    expect(toDeliveryView(await stored(of))).toMatchObject({
      status: 'pending',
      attempts: [],
      createdAt: at,
      updatedAt: at,
    });
    const record = await deliveries.record(progress(of), undefined, signal);
    expect(record).toMatchObject({ attemptCount: 1, createdAt: at });
  });

  it('leaves one as it is that was attempted meanwhile', async () => {
    const of = message(newId('whe'));
    const record = await deliveries.record(progress(of), undefined, signal);

    await deliveries.awaitFirst(of, instant(), signal);

    expect(await stored(of)).toEqual(record);
  });

  it('keeps the event to the byte', async () => {
    const event = webhookEvent({ data: { z: 1, a: { y: '\u{1f600}', b: 1.5 } } });
    const of = message(newId('whe'), event);

    await deliveries.record(progress(of), undefined, signal);

    expect(JSON.stringify((await stored(of)).event)).toBe(JSON.stringify(event));
  });

  it('finds the event of a delivery that has no room for it, to the byte', async () => {
    const of = message(newId('whe'), largeEvent());
    const event = async () => JSON.stringify(await deliveries.findEvent(await stored(of), signal));

    const first = await deliveries.record(progress(of), undefined, signal);
    const afterFirst = await event();
    await deliveries.record(success(of), first, signal);

    expect([afterFirst, await event()]).toEqual([JSON.stringify(of.data.event), JSON.stringify(of.data.event)]);
  });

  it('finds the event of a delivery that has room for it at first, and after many attempts no more', async () => {
    const of = message(newId('whe'), webhookEvent({ data: { labels: [...Array(12)].map(() => randomUUID()) } }));
    const attempted = () => progress(of, { error: `answered 500, ${randomUUID()}${randomUUID()}` });
    let record = await deliveries.record(attempted(), undefined, signal);
    for (let index = 0; index < 20; index += 1) record = await deliveries.record(attempted(), record, signal);

    expect(await deliveries.findEvent(await stored(of), signal)).toEqual(of.data.event);
  });

  it('finds the event of one that waits for its first attempt, and of one that is asked for again', async () => {
    const of = message(newId('whe'), largeEvent());
    await deliveries.awaitFirst(of, instant(), signal);
    const again = message(of.data.endpointId, of.data.event, 'again');

    const waiting = await deliveries.findEvent(await stored(of), signal);
    const noted = await deliveries.note(again, await stored(of), signal);

    expect([waiting, await deliveries.findEvent(noted, signal)]).toEqual([of.data.event, of.data.event]);
  });

  it('adds attempts and follows the last one', async () => {
    const of = message(newId('whe'));
    const first = await deliveries.record(progress(of), undefined, signal);
    const last = success(of);

    const record = await deliveries.record(last, first, signal);

    expect(record).toMatchObject({ status: 'delivered', attemptCount: 2, updatedAt: last.attempt.at });
    expect(record.createdAt).toBe(first.createdAt);
  });

  it('keeps the last twenty attempts and counts them all', async () => {
    const of = message(newId('whe'));
    let record = await deliveries.record(progress(of), undefined, signal);
    for (let index = 0; index < 24; index += 1) record = await deliveries.record(progress(of), record, signal);

    expect(record.attempts).toHaveLength(MAX_ATTEMPTS);
    expect(record.attemptCount).toBe(25);
    expect(record.attempts.at(-1)?.at).toBe(record.updatedAt);
    expect(await stored(of)).toEqual(record);
  });

  it('loses no attempt when several are added at once', async () => {
    const of = message(newId('whe'));

    await Promise.all([...Array(6)].map(() => deliveries.record(progress(of), undefined, signal)));

    expect((await stored(of)).attemptCount).toBe(6);
  });

  it('adds an attempt once whose first write was answered by nobody', async () => {
    const of = message(newId('whe'));
    const attempt = progress(of);
    await deliveries.record(attempt, undefined, signal);

    await deliveries.record(attempt, undefined, signal);

    expect((await stored(of)).attemptCount).toBe(1);
  });

  it('keeps what one copy of a message delivered when the other one fails later', async () => {
    const of = message(newId('whe'));
    const slow = progress(of);
    await deliveries.record(success(of), undefined, signal);

    const record = await deliveries.record(slow, undefined, signal);

    expect(record).toMatchObject({ status: 'delivered', attemptCount: 2 });
    expect(await stored(of)).toEqual(record);
  });

  it('notes that it is asked for again, once', async () => {
    const of = message(newId('whe'));
    const failed = await deliveries.record(progress(of, {}, 'failed'), undefined, signal);
    const again = message(of.data.endpointId, of.data.event, 'again');

    const record = await deliveries.note(again, failed, signal);
    const repeated = await deliveries.note({ ...again, time: instant() }, failed, signal);

    expect(record).toMatchObject({ status: 'pending', requests: [{ id: again.id, time: again.time }] });
    expect([repeated, await stored(of)]).toEqual([record, record]);
  });

  it('notes nothing of what was attempted since', async () => {
    const of = message(newId('whe'));
    const failed = await deliveries.record(progress(of, {}, 'failed'), undefined, signal);
    const again = message(of.data.endpointId, of.data.event, 'again');
    const delivered = await deliveries.record(success(again), failed, signal);

    expect(await deliveries.note(again, failed, signal)).toEqual(delivered);
  });

  it('loses nothing when it is attempted and asked for again at once', async () => {
    const of = message(newId('whe'));
    const known = await deliveries.record(progress(of), undefined, signal);
    const requests = [...Array(3)].map((_, index) => message(of.data.endpointId, of.data.event, `r-${index}`));

    await Promise.all([
      ...requests.map((request) => deliveries.note(request, known, signal)),
      ...requests.map(() => deliveries.record(progress(of), known, signal)),
    ]);

    const record = await stored(of);
    expect(record.attemptCount).toBe(4);
    expect(new Set(record.requests.map(({ id }) => id))).toEqual(new Set(requests.map(({ id }) => id)));
  });

  it('keeps nothing of a request for what has expired', async () => {
    const of = message(newId('whe'));
    const elsewhere = await inMemoryDeliveries().record(progress(of), undefined, signal);

    expect(await deliveries.note(message(of.data.endpointId, of.data.event, 'again'), elsewhere, signal)).toMatchObject(
      {
        status: 'pending',
      },
    );
    expect(await deliveries.find(keyOf(of), signal)).toBeUndefined();
  });

  it("fails to find another tenant's delivery", async () => {
    const of = message(newId('whe'));
    await deliveries.record(progress(of), undefined, signal);

    expect(await deliveries.find({ ...keyOf(of), tenant: 'globex' }, signal)).toBeUndefined();
  });

  it('lists the newest event first, a page at a time, every delivery once', async () => {
    const endpointId = newId('whe');
    const events = [...Array(7)].map(() => webhookEvent());
    for (const index of [3, 0, 5, 1, 6, 2, 4]) {
      const event = events[index] ?? webhookEvent();
      await deliveries.record(progress(message(endpointId, event)), undefined, signal);
    }
    await deliveries.record(progress(message(newId('whe'))), undefined, signal);
    const list = (after?: string) =>
      deliveries.list({ tenant: 'acme', endpointId, limit: 3, ...(after !== undefined && { after }) }, signal);

    const first = await list();
    const second = await list(first.next);
    const third = await list(second.next);

    const seen = [first, second, third].flatMap(({ records }) => records.map(({ eventId }) => eventId));
    expect(seen).toEqual(events.map(({ id }) => id).reverse());
    expect(third.next).toBeUndefined();
  });

  it('lists none of another tenant’s', async () => {
    const endpointId = newId('whe');
    await deliveries.record(progress(message(endpointId)), undefined, signal);

    expect(await deliveries.list({ tenant: 'globex', endpointId, limit: 2 }, signal)).toEqual({ records: [] });
  });

  it('has no next page when the last one is full', async () => {
    const endpointId = newId('whe');
    await deliveries.record(progress(message(endpointId)), undefined, signal);

    expect(await deliveries.list({ tenant: 'acme', endpointId, limit: 1 }, signal)).not.toHaveProperty('next');
  });
});

it('expires a delivery thirty days after its last attempt', async () => {
  const of = message(newId('whe'));
  const at = instant();
  await dynamoDBDeliveries(table.client, table.name).record(progress(of, { at }), undefined, signal);

  const { Item } = await table.client.send(
    new GetItemCommand({
      TableName: table.name,
      Key: deliveryKey('acme', of.data.endpointId, of.data.deliveryId),
    }),
  );

  expect(Number(Item?.expiresAt?.N)).toBe(Math.floor(Date.parse(at) / 1000) + 30 * 86_400);
});

describe('an event that lies apart', () => {
  /** How often each kind of item is written, and a store that counts it. */
  function setUp() {
    const puts: string[] = [];
    const send = (command: PutItemCommand, ...options: []) => {
      const sk = (command.input.Item?.sk?.S ?? '').split('#')[0];
      if (command.constructor.name === 'PutItemCommand') puts.push(String(sk));
      return table.client.send(command, ...options);
    };
    const client = { send } as unknown as typeof table.client;
    const deliveries = dynamoDBDeliveries(client, table.name, { random: () => 1 });
    const of = message(newId('whe'), largeEvent());
    const expiresAt = async (keyOf: typeof eventKey) => {
      const Key = keyOf('acme', of.data.endpointId, of.data.deliveryId);
      const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));
      return Number(Item?.expiresAt?.N);
    };
    return { deliveries, of, puts, expiresAt };
  }

  it('is written once, however often its delivery is attempted, and before it', async () => {
    const { deliveries, of, puts } = setUp();

    let record = await deliveries.record(progress(of), undefined, signal);
    for (let index = 0; index < 3; index += 1) record = await deliveries.record(progress(of), record, signal);

    expect(puts).toEqual(['event', 'delivery', 'delivery', 'delivery', 'delivery']);
    expect(record.event).toBeUndefined();
  });

  it('is written again when it is asked for again, and outlives its delivery', async () => {
    const { deliveries, of, puts, expiresAt } = setUp();
    const known = await deliveries.record(progress(of, {}, 'failed'), undefined, signal);
    const before = await expiresAt(eventKey);
    const time = new Date(Date.parse(known.updatedAt) + 29 * 86_400_000).toISOString();

    await deliveries.note({ ...message(of.data.endpointId, of.data.event, 'again'), time }, known, signal);

    expect(puts).toEqual(['event', 'delivery', 'event', 'delivery']);
    expect((await expiresAt(eventKey)) - before).toBe(29 * 86_400);
    expect((await expiresAt(eventKey)) - (await expiresAt(deliveryKey))).toBe(28 * 86_400);
  });

  it('is not written where there is room for it in its delivery', async () => {
    const { deliveries, puts } = setUp();

    await deliveries.record(progress(message(newId('whe'))), undefined, signal);

    expect(puts).toEqual(['delivery']);
  });
});
