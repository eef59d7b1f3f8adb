import { describe, expect, it } from '@jest/globals';
import { deterministicId } from 'penstock/runtime/idempotency/identity';
import { placed } from '../../../../functions/orders/application/decisions.ts';
import type { OrderRepository } from '../../../../functions/orders/application/order-repository.ts';
import type { NewOrder, Order, OrderPatch, OrderStatus } from '../../../../functions/orders/domain/order.ts';
import { asCancelled, asPlaced, type OrderRecord, orderOf } from '../../../../functions/orders/domain/record.ts';
import { newId, placement } from '../support.ts';
import { byGraph } from './by-graph.ts';
import { byHttp } from './by-http.ts';
import { byRpc } from './by-rpc.ts';
import { type Entrance, servicesOf } from './entrance.ts';

const entrances = [
  ['REST', byHttp],
  ['the graph', byGraph],
  ['RPC', byRpc],
] as const;

/** No two members of the same type have the same value: whichever takes the place of another is seen. */
const items = [
  { sku: 'ABC-1', quantity: 2, unitPrice: 1250 },
  { sku: 'ABC-2', quantity: 3, unitPrice: 40 },
];
const drafts: readonly NewOrder[] = [
  { currency: 'EUR', items, reference: 'PO-1' },
  { currency: 'JPY', items: items.slice(1) },
];
const patches: readonly OrderPatch[] = [
  { items, reference: 'PO-2' },
  { items: items.slice(1) },
  { reference: 'PO-3' },
  { reference: null },
];
const statuses: readonly OrderStatus[] = ['pending', 'paid', 'payment_failed', 'cancelled'];
const position = '2026-11-22T12:00:00.000Z#ord_00000000000000000000000000';

const id = newId();
const receipt = { key: 'cancel-1', fingerprint: 'f', status: 'cancelled', version: 5, at: '2026-11-22T12:05:00.000Z' };
const [draft = { currency: 'EUR', items }] = drafts;

const recordOf = (over: Partial<OrderRecord> = {}): OrderRecord => ({
  ...placed(placement({ id, draft })),
  createdAt: '2026-11-22T12:01:00.000Z',
  updatedAt: '2026-11-22T12:02:00.000Z',
  version: 7,
  ...over,
});

/** A repository that keeps what it is asked for, and answers with one order. */
function recordingOrders(record: OrderRecord, outcome: 'written' | 'replayed' = 'written') {
  const asked: unknown[] = [];
  const told = async <Decision>(request: unknown, decision: Decision): Promise<Decision> => {
    asked.push(request);
    return decision;
  };
  const cancelled = { record, receipt } as const;
  const orders: OrderRepository = {
    place: (request) => told(request, { outcome, record }),
    find: (tenant, of) => told({ tenant, id: of }, record),
    update: (request) => told(request, { outcome: 'written', record }),
    cancel: (request) => told(request, { outcome, ...cancelled } as never),
    list: (request) => told(request, { records: [record, { ...record, version: 8 }], next: position }),
  };
  return { orders, asked };
}

/** What an entrance answers, and what it asked the repository for. */
async function asking<Answer>(
  make: (typeof entrances)[number][1],
  ask: (entrance: Entrance) => Promise<Answer>,
  given: { readonly record?: OrderRecord; readonly outcome?: 'written' | 'replayed' } = {},
) {
  const { orders, asked } = recordingOrders(given.record ?? recordOf(), given.outcome);
  const answer = await ask(make(servicesOf(orders)));
  return { answer, asked };
}

const stamp = { at: expect.any(String), requestId: expect.any(String), correlationId: expect.any(String) };
const fingerprintBy = async (...given: Parameters<typeof asking<unknown>>) =>
  Object(await asking(...given).then(({ asked }) => asked[0])).fingerprint;

describe.each(entrances)('by %s', (_, make) => {
  it.each(drafts)(
    'an order of $currency is placed as it was asked for, and one key stands for it everywhere',
    async (asked) => {
      const create = (entrance: Entrance) => entrance.create(asked, 'create-1');
      const fingerprint = await fingerprintBy(byHttp, create);
      const given = { tenant: 'acme', id: deterministicId('ord_', 'acme', 'createOrder', 'create-1') };

      expect((await asking(make, create)).asked).toEqual([{ ...given, fingerprint, draft: asked, stamp }]);
    },
  );

  it.each(['written', 'replayed'] as const)('an order is shown as it was placed, where that is %s', async (outcome) => {
    const record = recordOf({ status: 'paid' });
    const { answer } = await asking(make, (entrance) => entrance.create(draft, 'create-1'), { record, outcome });

    expect(answer).toEqual({ order: asPlaced(record), replayed: outcome === 'replayed' });
  });

  it.each(statuses)('an order that is %s is shown whole', async (status) => {
    const record = recordOf({ status });
    const { answer, asked } = await asking(make, (entrance) => entrance.get(id), { record });

    expect(answer).toEqual(orderOf(record));
    expect(asked).toEqual([{ tenant: 'acme', id }]);
  });

  it.each(patches)('an order is changed as it was asked for: %j', async (patch) => {
    const record = recordOf();
    const { answer, asked } = await asking(make, (entrance) => entrance.update(id, 6, patch), { record });

    expect(answer).toEqual(orderOf(record));
    expect(asked).toEqual([{ tenant: 'acme', id, patch, expected: [6], stamp }]);
  });

  it('an order is not changed to a text that no event can carry', async () => {
    const { orders, asked } = recordingOrders(recordOf());
    const refused = make(servicesOf(orders)).update(id, 6, { reference: 'PO-\uffff' });

    await expect(refused).rejects.toThrow('does not fit the contract in one place');
    expect(asked).toEqual([]);
  });

  it.each(['written', 'replayed'] as const)('an order is cancelled by its key, where that is %s', async (outcome) => {
    const record = recordOf({ status: 'cancelled' });
    const cancel = (entrance: Entrance) => entrance.cancel(id, 'cancel-1');
    const { answer, asked } = await asking(make, cancel, { record, outcome });
    const replayed = outcome === 'replayed';

    expect(answer).toEqual({ order: replayed ? asCancelled(record, receipt as never) : orderOf(record), replayed });
    const fingerprint = await fingerprintBy(byHttp, cancel);
    expect(asked).toEqual([{ tenant: 'acme', id, key: 'cancel-1', fingerprint, stamp }]);
  });

  it.each([undefined, ...statuses])('orders are listed whole, in the status %s', async (status) => {
    const record = recordOf(status && { status });
    const only = status && { status };
    const { answer, asked } = await asking(make, (entrance) => entrance.list({ limit: 7, ...only }), { record });

    expect(answer.orders).toEqual([record, { ...record, version: 8 }].map(orderOf));
    expect(asked).toEqual([{ tenant: 'acme', limit: 7, ...only }]);
  });

  it('20 orders are listed where nobody says how many', async () => {
    expect((await asking(make, (entrance) => entrance.list({}))).asked).toEqual([{ tenant: 'acme', limit: 20 }]);
  });

  it.each(entrances)('a list goes on where %s has left it', async (_other, other) => {
    const { answer } = await asking(other, (entrance) => entrance.list({ limit: 7, status: 'paid' }));
    const cursor = answer.next ?? '';
    const { asked } = await asking(make, (entrance) => entrance.list({ limit: 9, status: 'paid', cursor }));

    expect(asked).toEqual([{ tenant: 'acme', limit: 9, status: 'paid', after: position }]);
  });

  it.each([
    [undefined, 1],
    [6, 1],
    [7, 0],
  ])('an order at its last version is watched after %p, which shows %i', async (after, shown) => {
    const record = recordOf({ status: 'paid' });
    const { answer, asked } = await asking(make, (entrance) => entrance.watch(id, after), { record });

    expect(answer).toEqual([orderOf(record)].slice(0, shown) satisfies Order[]);
    expect(asked).toEqual([{ tenant: 'acme', id }]);
  });
});
