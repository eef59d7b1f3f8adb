import { randomUUID } from 'node:crypto';
import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { regionAttribute } from 'penstock/runtime/outbox/item-change';
import { invalidity } from 'penstock/runtime/queue/message';
import { eventValidators } from '../../../functions/generated/events.ts';
import { orderEvent } from '../../../functions/orders/application/order-event.ts';
import type { OrderRepository } from '../../../functions/orders/application/order-repository.ts';
import type { PayableOrder, PayableOrders } from '../../../functions/orders/application/payable-orders.ts';
import type { Claim } from '../../../functions/orders/application/payment-decisions.ts';
import { asPlaced, type OrderRecord, orderOf } from '../../../functions/orders/domain/record.ts';
import { payableOrders } from '../../../functions/orders/published/payable-orders.ts';
import { type Engine, startEngine } from '../../support/dynamodb.ts';
import { dynamoDBOrders, inMemoryOrders, inMemoryPayableOrders } from './stores.ts';
import {
  cancellation,
  captured,
  chargeRefused,
  claimOf,
  declined,
  draft,
  newId,
  nothingDue,
  placement,
  stamp,
  update,
} from './support.ts';

const { signal } = new AbortController();
const region = 'eu-west-1';
let engine: Engine;

beforeAll(async () => {
  engine = await startEngine();
});
afterAll(() => engine.stop());

interface Store {
  readonly payable: PayableOrders;
  /** Places an order, and cancels it if asked to. */
  place(over?: { cancelled?: boolean }): Promise<PayableOrder>;
}

const stores: [string, () => Promise<Store>][] = [
  [
    'in memory',
    async () => {
      const records = new Map<string, OrderRecord>();
      return storeOf(inMemoryOrders(records), inMemoryPayableOrders(records));
    },
  ],
  [
    'in DynamoDB',
    async () => {
      const { table, orders } = await createTable();
      return storeOf(orders, payableOrders(engine.client, { table, region }));
    },
  ],
];

const storeOf = (orders: OrderRepository, payable: PayableOrders): Store => ({
  payable,
  place: async ({ cancelled = false } = {}) => {
    const placed = placement();
    await orders.place(placed, signal);
    if (cancelled) await orders.cancel(cancellation(placed), signal);
    const { tenant, id } = placed;
    return cancelled
      ? { tenant, id, status: 'cancelled', currency: 'EUR', total: 2500, version: 2 }
      : { tenant, id, status: 'pending', currency: 'EUR', total: 2500, version: 1 };
  },
});

async function createTable() {
  const table = `orders-${randomUUID()}`;
  await engine.createOrdersTable(table);
  return { table, orders: dynamoDBOrders(engine.client, { table, region }) };
}

describe.each(stores)('payable orders %s', (_name, create) => {
  let store: Store;
  beforeAll(async () => {
    store = await create();
  });

  describe('claiming', () => {
    it('makes a pending order the payment’s and keeps its version', async () => {
      const order = await store.place();
      const claim = claimOf(order);

      expect(await store.payable.claim(claim, signal)).toEqual({
        outcome: 'claimed',
        order: { ...order, payment: { state: 'capturing', at: claim.cause.at, event: `${order.id}_1` } },
      });
    });

    it('goes on with the claim of an attempt that did not come to its end', async () => {
      const order = await store.place();
      const first = await store.payable.claim(claimOf(order), signal);

      expect(await store.payable.claim(claimOf(order), signal)).toEqual(first);
    });

    it.each([
      ['paid', captured, 'paid'],
      ['declined', declined, 'payment_failed'],
    ])('finds nothing to do for an order that was %s', async (_case, outcome, status) => {
      const order = await store.place();
      await store.payable.claim(claimOf(order), signal);
      await store.payable.settle({ ...claimOf(order), outcome }, signal);

      expect(await store.payable.claim(claimOf(order), signal)).toMatchObject({
        outcome: 'settled',
        order: { status },
      });
    });

    it('finds nothing to do for an order that was cancelled before', async () => {
      const order = await store.place({ cancelled: true });

      expect(await store.payable.claim(claimOf(order), signal)).toEqual({ outcome: 'settled', order });
    });

    it('fails for an order that does not exist', async () => {
      expect(await store.payable.claim(claimOf({ tenant: 'acme', id: newId() }), signal)).toEqual({
        outcome: 'not-found',
      });
    });
  });

  describe('settling', () => {
    it.each([
      ['a success', captured, { status: 'paid', payment: { state: 'captured', charge: 'ch_1' } }],
      ['a success without a charge', nothingDue, { status: 'paid', payment: { state: 'captured' } }],
      ['a decline', declined, { status: 'payment_failed', payment: { state: 'failed', reason: 'insufficient funds' } }],
      [
        'a refusal',
        chargeRefused,
        { status: 'payment_failed', payment: { state: 'failed', reason: 'charge-refused' } },
      ],
    ])('writes %s with its receipt, as a new version', async (_case, outcome, expected) => {
      const order = await store.place();
      await store.payable.claim(claimOf(order), signal);

      const settled = await store.payable.settle({ ...claimOf(order), outcome }, signal);

      expect(settled).toMatchObject({
        outcome: 'written',
        order: { ...expected, version: 2, payment: { ...expected.payment, event: `${order.id}_1` } },
      });
    });

    it.each([
      ['success', captured, captured],
      ['decline, in whatever words', declined, { ...declined, reason: 'stolen card' }],
      ['success without a charge', nothingDue, nothingDue],
    ])('is a no-op when the event was settled before with the same %s', async (_case, first, second) => {
      const order = await store.place();
      await store.payable.claim(claimOf(order), signal);
      const written = await store.payable.settle({ ...claimOf(order), outcome: first }, signal);

      const again = await store.payable.settle({ ...claimOf(order), outcome: second }, signal);

      expect(again).toEqual({ ...written, outcome: 'replayed' });
    });

    it.each([
      ['a decline after a success', captured, declined],
      ['a success after a decline', declined, captured],
      ['another charge', captured, { ...captured, charge: 'ch_2' }],
      ['a charge after none was due', nothingDue, captured],
    ])('fails for %s', async (_case, first, second) => {
      const order = await store.place();
      await store.payable.claim(claimOf(order), signal);
      await store.payable.settle({ ...claimOf(order), outcome: first }, signal);

      expect(await store.payable.settle({ ...claimOf(order), outcome: second }, signal)).toEqual({
        outcome: 'claim-lost',
      });
    });

    it('writes once when many race', async () => {
      const order = await store.place();
      await store.payable.claim(claimOf(order), signal);

      const outcomes = await Promise.all(
        [...Array(10)].map(() =>
          store.payable.settle({ ...claimOf(order), outcome: captured }, signal).then(({ outcome }) => outcome),
        ),
      );

      expect(outcomes.filter((outcome) => outcome === 'written')).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === 'replayed')).toHaveLength(9);
    });

    it.each([
      ['that nobody claimed', { cancelled: false }],
      ['that was cancelled', { cancelled: true }],
    ])('fails for an order %s', async (_case, over) => {
      const order = await store.place(over);

      expect(await store.payable.settle({ ...claimOf(order), outcome: captured }, signal)).toEqual({
        outcome: 'claim-lost',
      });
    });

    it('fails for an order that does not exist', async () => {
      const settlement = { ...claimOf({ tenant: 'acme', id: newId() }), outcome: captured };

      expect(await store.payable.settle(settlement, signal)).toEqual({ outcome: 'claim-lost' });
    });
  });
});

describe('an order and its payment, in one table', () => {
  const setUp = async () => {
    const { table, orders } = await createTable();
    const payable = payableOrders(engine.client, { table, region: 'eu-west-2' });
    const placed = placement();
    await orders.place(placed, signal);
    const find = async () => {
      const record = await orders.find(placed.tenant, placed.id, signal);
      if (record === undefined) throw new Error('the order is gone');
      return record;
    };
    return { table, orders, payable, placed, find };
  };

  it('can’t be changed nor cancelled while it is being paid', async () => {
    const { orders, payable, placed, find } = await setUp();
    await payable.claim(claimOf(placed), signal);

    expect(await orders.update(update(placed), signal)).toEqual({ outcome: 'being-paid' });
    expect(await orders.cancel(cancellation(placed), signal)).toEqual({ outcome: 'being-paid' });
    expect(await find()).toMatchObject({ status: 'pending', version: 1, event: { type: 'orders.order.placed.v1' } });
  });

  it('is charged for what it is when it is claimed', async () => {
    const { orders, payable, placed } = await setUp();
    await orders.update(update(placed, { patch: { items: [{ sku: 'X', quantity: 3, unitPrice: 7 }] } }), signal);

    expect(await payable.claim(claimOf(placed), signal)).toMatchObject({ order: { total: 21, version: 2 } });
  });

  it('can be cancelled once its payment has failed, and not once it is paid', async () => {
    const [failed, paid] = [await setUp(), await setUp()];
    await failed.payable.claim(claimOf(failed.placed), signal);
    await failed.payable.settle({ ...claimOf(failed.placed), outcome: declined }, signal);
    await paid.payable.claim(claimOf(paid.placed), signal);
    await paid.payable.settle({ ...claimOf(paid.placed), outcome: captured }, signal);

    expect((await failed.orders.cancel(cancellation(failed.placed), signal)).outcome).toBe('written');
    expect(await paid.orders.cancel(cancellation(paid.placed), signal)).toEqual({ outcome: 'wrong-state' });
  });

  it.each([
    ['paid', captured, 'orders.order.paid.v1', { charge: 'ch_1' }],
    ['paid with no charge', nothingDue, 'orders.order.paid.v1', {}],
    ['failed', declined, 'orders.order.payment_failed.v1', { reason: 'insufficient funds' }],
  ])(
    'carries the event of its payment when that has %s, as its contract wants it',
    async (_case, outcome, type, said) => {
      const { table, payable, placed, find } = await setUp();
      await payable.claim(claimOf(placed), signal);
      const settlement = { ...claimOf(placed), outcome };
      await payable.settle(settlement, signal);

      const record = await find();
      const event = orderEvent(record);
      const { Item } = await engine.client.send(
        new GetItemCommand({ TableName: table, Key: { pk: { S: `${placed.tenant}#${placed.id}` } } }),
      );

      expect(event).toEqual({
        specversion: '1.0',
        id: `${placed.id}_2`,
        source: '/penstock/orders',
        type,
        subject: placed.id,
        time: settlement.cause.at,
        datacontenttype: 'application/json',
        tenant: placed.tenant,
        correlationid: 'c-1',
        traceparent: settlement.cause.traceparent,
        data: { order: orderOf(record), ...said },
      });
      expect(invalidity(eventValidators[event.type], event)).toBeUndefined();
      expect(Item?.[regionAttribute]).toEqual({ S: 'eu-west-2' });
    },
  );

  it.each([
    ['paid', captured],
    ['payment_failed', declined],
  ] as const)('is listed among those that are %s, and no longer among the others', async (status, outcome) => {
    const { orders, payable, placed } = await setUp();
    await payable.claim(claimOf(placed), signal);
    await payable.settle({ ...claimOf(placed), outcome }, signal);

    const { tenant } = placed;
    const listed = async (among: 'pending' | typeof status) =>
      (await orders.list({ tenant, status: among, limit: 10 }, signal)).records.map(({ id }) => id);
    expect([await listed(status), await listed('pending')]).toEqual([[placed.id], []]);
  });

  it('is still replayed as it was placed', async () => {
    const { orders, payable, placed, find } = await setUp();
    const first = asPlaced(await find());
    await payable.claim(claimOf(placed), signal);
    await payable.settle({ ...claimOf(placed), outcome: captured }, signal);

    const again = await orders.place({ ...placed, stamp: stamp() }, signal);

    expect(again.outcome).toBe('replayed');
    expect('record' in again && asPlaced(again.record)).toEqual(first);
    expect(first.items).toEqual(draft.items);
  });
});

it('gives the same answers in memory and in DynamoDB, whatever is asked', async () => {
  const { table, orders } = await createTable();
  const real = payableOrders(engine.client, { table, region });
  const anyStep = fc.oneof(
    fc.constant((store: PayableOrders, claim: Claim) => store.claim(claim, signal)),
    fc.tuple(fc.constantFrom(captured, declined, nothingDue), fc.constantFrom('e-1', 'e-2')).map(
      ([outcome, event]) =>
        (store: PayableOrders, { cause, ...claim }: Claim) =>
          store.settle({ ...claim, cause: { ...cause, event }, outcome }, signal),
    ),
  );

  await fc.assert(
    fc.asyncProperty(fc.array(anyStep, { maxLength: 6 }), fc.boolean(), async (steps, cancelled) => {
      const placed = placement();
      await orders.place(placed, signal);
      if (cancelled) await orders.cancel(cancellation(placed), signal);
      const records = new Map<string, OrderRecord>();
      const twins = inMemoryOrders(records);
      await twins.place(placed, signal);
      if (cancelled) await twins.cancel(cancellation(placed), signal);
      const twin = inMemoryPayableOrders(records);
      for (const step of steps) {
        const claim = claimOf(placed, { event: 'e-1' });
        expect(await step(real, claim)).toEqual(await step(twin, claim));
      }
    }),
    { numRuns: 60 },
  );
});
