import { beforeEach, describe, expect, it } from '@jest/globals';
import { callOf } from 'penstock/runtime/core/call';
import { placed as placedOrder } from '../../../functions/orders/application/decisions.ts';
import type { OrderRecord } from '../../../functions/orders/domain/record.ts';
import type { PayableOrders } from '../../../functions/orders/published/payable-orders.ts';
import { capturePayment } from '../../../functions/payments/application/capturePayment.ts';
import { inMemoryPayableOrders } from '../orders/stores.ts';
import { claimOf, newId, placement } from '../orders/support.ts';
import { bookkeeper } from './support.ts';

let books: ReturnType<typeof bookkeeper>;
let records: Map<string, OrderRecord>;
let orders: PayableOrders;

beforeEach(() => {
  books = bookkeeper();
  records = new Map();
  orders = inMemoryPayableOrders(records);
});

const placed = ({ total = 2500, ...over }: Partial<OrderRecord> & { total?: number } = {}): OrderRecord => {
  const record = placedOrder(placement());
  const order = { ...record, content: { ...record.content, total }, ...over };
  records.set(`acme#${order.id}`, order);
  return order;
};
const stored = ({ id }: OrderRecord): OrderRecord | undefined => records.get(`acme#${id}`);
const run = (order: Pick<OrderRecord, 'tenant' | 'id'>) => {
  const { cause } = claimOf(order);
  const facts = {
    operationId: 'capturePayment',
    invocationId: cause.event,
    correlationId: cause.correlationId,
    deadlineAt: Date.parse(cause.at) + 1000,
    signal: new AbortController().signal,
    now: new Date(cause.at),
    caller: { tenant: order.tenant, scopes: [] },
    identity: { key: cause.event, fingerprint: cause.event },
  };
  return capturePayment(callOf(facts, { orderId: order.id, retry: false }), { orders, provider: books.provider });
};
const crash = (): never => {
  throw new Error('the process ended here');
};

describe('capturing a payment', () => {
  it('charges the order and makes it paid', async () => {
    const order = placed();

    expect(await run(order)).toEqual({ outcome: 'captured' });
    expect(stored(order)).toMatchObject({ status: 'paid', version: 2 });
    expect(books.charges.get(order.id)).toMatchObject({ amount: 2500, status: 'succeeded' });
  });

  it('keeps what the provider said when it declined', async () => {
    books.faults.decline = true;
    const order = placed();

    expect(await run(order)).toEqual({ outcome: 'declined' });
    expect(stored(order)).toMatchObject({ status: 'payment_failed', payment: { reason: 'insufficient funds' } });
  });

  it('makes the payment failed when the provider refuses the request itself', async () => {
    books.faults.refuse = true;
    const order = placed();

    expect(await run(order)).toMatchObject({ outcome: 'refused', reason: 'charge-refused' });
    expect(stored(order)).toMatchObject({ status: 'payment_failed', payment: { reason: 'charge-refused' } });
  });

  it('makes an order that costs nothing paid without a charge', async () => {
    const order = placed({ total: 0 });

    expect(await run(order)).toEqual({ outcome: 'captured' });
    expect(stored(order)).toMatchObject({ status: 'paid', version: 2 });
    expect(stored(order)?.payment).not.toHaveProperty('charge');
    expect(books.asked()).toBe(0);
    expect((await run(order)).outcome).toBe('nothing-to-do');
  });

  it('is a no-op when it was done before', async () => {
    const order = placed();
    await run(order);

    expect((await run(order)).outcome).toBe('nothing-to-do');
    expect([books.asked(), stored(order)?.version]).toEqual([1, 2]);
  });

  it('charges nothing for an order that was cancelled first', async () => {
    const order = placed({ status: 'cancelled', version: 2 });

    expect((await run(order)).outcome).toBe('nothing-to-do');
    expect(books.charges.size).toBe(0);
  });

  it('fails for an order that does not exist', async () => {
    await expect(run({ ...placed(), id: newId() })).rejects.toMatchObject({
      name: 'Refusal',
      reason: 'order-not-found',
    });
    expect(books.asked()).toBe(0);
  });

  it.each([
    ['between the claim and the charge', () => ({ ...books.faults, before: crash })],
    ['between the charge and the settlement', () => ({ ...books.faults, after: crash })],
  ])('charges once when the process crashed %s', async (_case, faults) => {
    const order = placed();
    Object.assign(books.faults, faults());
    await expect(run(order)).rejects.toThrow('the process ended here');
    expect(stored(order)).toMatchObject({ status: 'pending', payment: { state: 'capturing' } });
    delete books.faults.before;
    delete books.faults.after;

    expect((await run(order)).outcome).toBe('captured');
    expect(books.charges.size).toBe(1);
    expect(stored(order)).toMatchObject({ status: 'paid', version: 2 });
  });

  it('charges once when two deliveries of one event race', async () => {
    const order = placed();

    const outcomes = await Promise.all([run(order), run(order), run(order)]);

    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['captured', 'captured', 'captured']);
    expect(books.charges.size).toBe(1);
    expect(stored(order)?.version).toBe(2);
  });

  it('fails when another attempt settled the order without the charge that this one made', async () => {
    const order = placed();
    const { cause } = claimOf(order);
    books.faults.after = () => {
      const payment = { state: 'failed', at: cause.at, event: cause.event, reason: 'charge-refused' } as const;
      records.set(`acme#${order.id}`, { ...order, status: 'payment_failed', version: 2, payment });
    };

    await expect(run(order)).rejects.toMatchObject({ name: 'Refusal', reason: 'claim-lost' });
  });

  it('fails when the order was taken away between the charge and the settlement', async () => {
    const order = placed();
    books.faults.after = () => {
      records.set(`acme#${order.id}`, { ...order, status: 'cancelled', version: 2 });
    };

    await expect(run(order)).rejects.toMatchObject({ name: 'Refusal', reason: 'claim-lost' });
  });
});
