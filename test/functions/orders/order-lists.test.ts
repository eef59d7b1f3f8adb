import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Placement } from '../../../functions/orders/application/decisions.ts';
import type { OrderRepository } from '../../../functions/orders/application/order-repository.ts';
import { eachStore } from './each-store.ts';
import { cancellation, placement, stamp, update } from './support.ts';

const signal = new AbortController().signal;

describe.each(eachStore().stores)('a list of orders %s', (_name, create) => {
  let orders: OrderRepository;
  beforeAll(async () => {
    orders = await create();
  });

  const place = async (over: Partial<Placement> = {}): Promise<Placement> => {
    const placed = placement(over);
    expect((await orders.place(placed, signal)).outcome).toBe('written');
    return placed;
  };
  const list = async (tenant: string, limit: number, over: object = {}) => {
    const page = await orders.list({ tenant, limit, ...over }, signal);
    return { ids: page.records.map(({ id }) => id), next: page.next };
  };

  it('shows the newest first, a page at a time, every order once', async () => {
    const tenant = `t-${randomUUID()}`;
    const placed: string[] = [];
    for (let index = 0; index < 5; index += 1) placed.unshift((await place({ tenant })).id);

    const first = await list(tenant, 2);
    const second = await list(tenant, 2, { after: first.next });
    const third = await list(tenant, 2, { after: second.next });

    expect([...first.ids, ...second.ids, ...third.ids]).toEqual(placed);
    expect(third.next).toBeUndefined();
  });

  it('has no next page when the last one is full', async () => {
    const tenant = `t-${randomUUID()}`;
    await place({ tenant });
    await place({ tenant });

    expect((await list(tenant, 2)).next).toBeUndefined();
  });

  it('orders the orders of one instant by their id', async () => {
    const tenant = `t-${randomUUID()}`;
    const at = stamp().at;
    const placed = await Promise.all([1, 2, 3].map(() => place({ tenant, stamp: { ...stamp(), at } })));
    const wanted = placed
      .map(({ id }) => id)
      .sort()
      .reverse();

    const first = await list(tenant, 1);
    const rest = await list(tenant, 5, { after: first.next });

    expect([...first.ids, ...rest.ids]).toEqual(wanted);
  });

  it('filters by status, and follows a change of status', async () => {
    const tenant = `t-${randomUUID()}`;
    const kept = await place({ tenant });
    const dropped = await place({ tenant });
    await orders.cancel(cancellation(dropped), signal);

    expect((await list(tenant, 5, { status: 'pending' })).ids).toEqual([kept.id]);
    expect((await list(tenant, 5, { status: 'cancelled' })).ids).toEqual([dropped.id]);
    expect((await list(tenant, 5)).ids).toEqual([dropped.id, kept.id]);
  });

  it('fills a page that is bigger than one query returns', async () => {
    const tenant = `t-${randomUUID()}`;
    const items = [...Array(100)].map(() => ({ sku: 'X'.repeat(64), quantity: 10_000, unitPrice: 100_000_000 }));
    // A changed order carries its first content too: 70 of them pass the 1 MB that a query may return.
    for (let count = 0; count < 70; count += 1) {
      await orders.update(update(await place({ tenant, draft: { currency: 'EUR', items } })), signal);
    }

    const { ids, next } = await list(tenant, 69);

    expect(new Set(ids).size).toBe(69);
    expect(next).toBeDefined();
    expect((await list(tenant, 69, { after: next })).ids).toHaveLength(1);
  });

  it("shows no other tenant's orders", async () => {
    await place();

    expect(await list(`t-${randomUUID()}`, 5)).toEqual({ ids: [], next: undefined });
  });
});
