import { randomUUID } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { invalidity } from 'penstock/runtime/queue/message';
import { eventValidators } from '../../../functions/generated/events.ts';
import type { Placement } from '../../../functions/orders/application/decisions.ts';
import { orderEvent } from '../../../functions/orders/application/order-event.ts';
import type { OrderRepository } from '../../../functions/orders/application/order-repository.ts';
import { asPlaced, orderOf } from '../../../functions/orders/domain/record.ts';
import { eachStore } from './each-store.ts';
import { dynamoDBOrders, inMemoryOrders } from './stores.ts';
import { anyDraft, anyPatch, cancellation, draft, placement, stamp, update } from './support.ts';

const signal = new AbortController().signal;
const { engine, stores } = eachStore();

describe.each(stores)('orders %s', (_name, create) => {
  let orders: OrderRepository;
  beforeAll(async () => {
    orders = await create();
  });

  const place = async (over: Partial<Placement> = {}): Promise<Placement> => {
    const placed = placement(over);
    expect((await orders.place(placed, signal)).outcome).toBe('written');
    return placed;
  };
  const stored = async ({ tenant, id }: Placement) => {
    const record = await orders.find(tenant, id, signal);
    if (record === undefined) throw new Error(`${id} is not stored`);
    return record;
  };

  describe('placing', () => {
    it('keeps the order as it was placed', async () => {
      const placed = await place();

      expect(orderOf(await stored(placed))).toEqual({
        id: placed.id,
        status: 'pending',
        currency: 'EUR',
        total: 2500,
        items: draft.items,
        reference: 'PO-1001',
        version: 1,
        createdAt: placed.stamp.at,
        updatedAt: placed.stamp.at,
      });
    });

    it('keeps which request wrote it', async () => {
      const placed = await place();

      expect(await stored(placed)).toMatchObject({
        fingerprint: placed.fingerprint,
        requestId: placed.stamp.requestId,
        correlationId: placed.stamp.correlationId,
      });
    });

    it('has no reference where none was given', async () => {
      const placed = await place({ draft: { currency: 'JPY', items: draft.items } });

      expect(orderOf(await stored(placed))).not.toHaveProperty('reference');
    });

    it('replays the same request', async () => {
      const placed = await place();

      const again = await orders.place({ ...placed, stamp: stamp() }, signal);

      expect(again).toEqual({ outcome: 'replayed', record: await stored(placed) });
    });

    it('knows its own earlier attempt whose answer was lost', async () => {
      const placed = await place();

      expect(await orders.place(placed, signal)).toEqual({ outcome: 'written', record: await stored(placed) });
    });

    it('fails for another request with the same key', async () => {
      const placed = await place();

      const other = await orders.place({ ...placed, fingerprint: 'f-2', stamp: stamp() }, signal);

      expect(other).toEqual({ outcome: 'key-reused' });
    });

    it('writes once when many race', async () => {
      const placed = placement();

      const outcomes = await Promise.all(
        [...Array(20)].map(() => orders.place({ ...placed, stamp: stamp() }, signal).then(({ outcome }) => outcome)),
      );

      expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'replayed')).toHaveLength(19);
    });
  });

  describe('the event of a change', () => {
    const events = async (placed: Placement) => orderEvent(await stored(placed));

    it('is kept with the order, whatever the change', async () => {
      const placed = await place();
      const kept = [await events(placed)];
      await orders.update(update(placed), signal);
      kept.push(await events(placed));
      await orders.cancel(cancellation(placed), signal);
      kept.push(await events(placed));

      expect(kept.map(({ id, type }) => [id, type])).toEqual([
        [`${placed.id}_1`, 'orders.order.placed.v1'],
        [`${placed.id}_2`, 'orders.order.updated.v1'],
        [`${placed.id}_3`, 'orders.order.cancelled.v1'],
      ]);
      expect(kept.map((event) => invalidity(eventValidators[event.type], event))).toEqual([
        undefined,
        undefined,
        undefined,
      ]);
    });

    it('belongs to the request that made the change, and to its trace', async () => {
      const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
      const placed = await place({ stamp: { ...stamp(), traceparent } });
      const first = await events(placed);
      const change = update(placed);
      await orders.update(change, signal);

      expect(first).toMatchObject({ correlationid: placed.stamp.correlationId, traceparent, time: placed.stamp.at });
      expect(await events(placed)).toMatchObject({ correlationid: change.stamp.correlationId, time: change.stamp.at });
      expect(await events(placed)).not.toHaveProperty('traceparent');
    });

    it('stays what it was when a request is replayed or refused', async () => {
      const placed = await place();
      await orders.cancel(cancellation(placed), signal);
      const before = await events(placed);

      await orders.place({ ...placed, stamp: stamp() }, signal);
      await orders.cancel(cancellation(placed), signal);
      await orders.update(update(placed), signal);

      expect(await events(placed)).toEqual(before);
    });
  });

  describe('finding', () => {
    it('fails for an order that does not exist', async () => {
      expect(await orders.find('acme', placement().id, signal)).toBeUndefined();
    });

    it("fails for another tenant's order", async () => {
      const { id } = await place();

      expect(await orders.find('globex', id, signal)).toBeUndefined();
    });
  });

  describe('updating', () => {
    it('changes what the patch names and counts the version', async () => {
      const placed = await place();
      const change = update(placed, { expected: [1] });

      const decision = await orders.update(change, signal);

      expect(decision).toEqual({ outcome: 'written', record: await stored(placed) });
      expect(await stored(placed)).toMatchObject({
        version: 2,
        content: { items: draft.items, total: 2500, reference: 'PO-2' },
        updatedAt: change.stamp.at,
        createdAt: placed.stamp.at,
        requestId: change.stamp.requestId,
        correlationId: change.stamp.correlationId,
      });
    });

    it('replaces items and counts the total again', async () => {
      const placed = await place();
      const items = [{ sku: 'X', quantity: 3, unitPrice: 7 }];

      await orders.update(update(placed, { patch: { items } }), signal);

      expect((await stored(placed)).content).toEqual({ items, total: 21, reference: 'PO-1001' });
    });

    it('removes the reference', async () => {
      const placed = await place();

      await orders.update(update(placed, { patch: { reference: null } }), signal);

      expect((await stored(placed)).content).toEqual({ items: draft.items, total: 2500 });
    });

    it('takes any of several versions', async () => {
      const placed = await place();

      expect((await orders.update(update(placed, { expected: [7, 1] }), signal)).outcome).toBe('written');
    });

    it('knows its own earlier attempt whose answer was lost', async () => {
      const placed = await place();
      const change = update(placed, { expected: [1] });
      await orders.update(change, signal);

      expect(await orders.update(change, signal)).toEqual({ outcome: 'written', record: await stored(placed) });
    });

    it.each([
      ['fails for an order that does not exist', { id: placement().id }, 'not-found'],
      ["fails for another tenant's order", { tenant: 'globex' }, 'not-found'],
      ['fails for a stale version', { expected: [2, 3] }, 'version-mismatch'],
      ['fails where no version can match', { expected: [] }, 'version-mismatch'],
    ])('%s', async (_case, over, outcome) => {
      const placed = await place();

      expect(await orders.update(update(placed, over), signal)).toEqual({ outcome });
      expect((await stored(placed)).version).toBe(1);
    });

    it('fails for an order that is no longer pending, after the version was compared', async () => {
      const placed = await place();
      await orders.cancel(cancellation(placed), signal);

      expect(await orders.update(update(placed, { expected: [2] }), signal)).toEqual({ outcome: 'wrong-state' });
      expect(await orders.update(update(placed, { expected: [1] }), signal)).toEqual({ outcome: 'version-mismatch' });
    });

    it('lets one of many racing updates of a version through', async () => {
      const placed = await place();

      const outcomes = await Promise.all(
        [...Array(10)].map((_, index) =>
          orders
            .update(update(placed, { expected: [1], patch: { reference: `r-${index}` } }), signal)
            .then(({ outcome }) => outcome),
        ),
      );

      expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
      expect((await stored(placed)).version).toBe(2);
    });
  });

  describe('cancelling', () => {
    it('cancels and keeps a receipt', async () => {
      const placed = await place();
      const request = cancellation(placed);

      const decision = await orders.cancel(request, signal);

      expect(decision).toEqual({ outcome: 'written', record: await stored(placed) });
      expect(await stored(placed)).toMatchObject({
        status: 'cancelled',
        version: 2,
        updatedAt: request.stamp.at,
        cancellation: { key: 'cancel-1', fingerprint: 'f-cancel', status: 'cancelled', version: 2 },
      });
    });

    it('replays the same request', async () => {
      const placed = await place();
      await orders.cancel(cancellation(placed), signal);

      expect(await orders.cancel(cancellation(placed), signal)).toMatchObject({
        outcome: 'replayed',
        receipt: { version: 2, status: 'cancelled' },
      });
    });

    it('knows its own earlier attempt whose answer was lost', async () => {
      const request = cancellation(await place());
      await orders.cancel(request, signal);

      expect((await orders.cancel(request, signal)).outcome).toBe('written');
    });

    it.each([
      ['fails for an order that does not exist', { id: placement().id }, 'not-found'],
      ['fails for the same key with another request', { fingerprint: 'f-other' }, 'key-reused'],
      ['fails for a cancelled order under another key', { key: 'cancel-2' }, 'wrong-state'],
    ])('%s', async (_case, over, outcome) => {
      const placed = await place();
      await orders.cancel(cancellation(placed), signal);

      expect(await orders.cancel(cancellation(placed, over), signal)).toEqual({ outcome });
    });
  });

  it('replays the first answer after any sequence of changes', async () => {
    const anyChange = fc.oneof(
      { weight: 4, arbitrary: anyPatch.map((patch) => ({ patch })) },
      { weight: 1, arbitrary: fc.constant({ cancel: true as const }) },
    );
    await fc.assert(
      fc.asyncProperty(anyDraft, fc.array(anyChange, { maxLength: 6 }), async (order, changes) => {
        const placed = await place({ draft: order });
        const first = asPlaced(await stored(placed));

        for (const change of changes) {
          if ('patch' in change) await orders.update(update(placed, change), signal);
          else await orders.cancel(cancellation(placed), signal);
        }
        const again = await orders.place({ ...placed, stamp: stamp() }, signal);

        expect(again.outcome).toBe('replayed');
        expect('record' in again && asPlaced(again.record)).toEqual(first);
      }),
      { numRuns: 40 },
    );
  });
});

it('gives the same answers in memory and in DynamoDB, whatever is asked', async () => {
  const table = `orders-${randomUUID()}`;
  await engine().createOrdersTable(table);
  const twin = inMemoryOrders();
  const real = dynamoDBOrders(engine().client, { table, region: 'eu-west-1' });
  const anyStep = fc.oneof(
    anyDraft.map(
      (order) => (store: OrderRepository, base: Placement) =>
        store.place({ ...base, draft: order, fingerprint: JSON.stringify(order) }, signal),
    ),
    fc
      .tuple(
        anyPatch,
        fc.oneof(fc.constant('any' as const), fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 3 })),
      )
      .map(
        ([patch, expected]) =>
          (store: OrderRepository, base: Placement) =>
            store.update(update(base, { patch, expected, stamp: base.stamp }), signal),
      ),
    fc.tuple(fc.constantFrom('k1', 'k2'), fc.constantFrom('f1', 'f2')).map(
      ([key, fingerprint]) =>
        (store: OrderRepository, base: Placement) =>
          store.cancel(cancellation(base, { key, fingerprint, stamp: base.stamp }), signal),
    ),
  );

  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 8 }), async (steps) => {
      const base = placement();
      for (const step of steps) {
        const now = { ...base, stamp: stamp() };
        expect(await step(real, now)).toEqual(await step(twin, now));
      }
    }),
    { numRuns: 60 },
  );
});

it('marks each write in DynamoDB with the region that made it', async () => {
  const table = `orders-${randomUUID()}`;
  await engine().createOrdersTable(table);
  const home = dynamoDBOrders(engine().client, { table, region: 'eu-west-1' });
  const away = dynamoDBOrders(engine().client, { table, region: 'eu-west-2' });
  const placed = placement();
  const writtenIn = async () => {
    const command = new GetItemCommand({ TableName: table, Key: { pk: { S: `${placed.tenant}#${placed.id}` } } });
    return (await engine().client.send(command)).Item?.writtenIn?.S;
  };
  const seen: unknown[] = [];

  await home.place(placed, signal);
  seen.push(await writtenIn());
  await away.update(update(placed), signal);
  seen.push(await writtenIn());
  await home.cancel(cancellation(placed), signal);
  seen.push(await writtenIn());

  expect(seen).toEqual(['eu-west-1', 'eu-west-2', 'eu-west-1']);
});
