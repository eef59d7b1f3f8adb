import { describe, expect, it } from '@jest/globals';
import { callOf } from 'penstock/runtime/core/call';
import type { Pause } from 'penstock/runtime/core/pause';
import { Refusal } from 'penstock/runtime/core/refusal';
import { gatewayEvent, lambdaContext, recordingRuntime } from 'penstock/testkit/operation-runtime';
import { recordingStreamHost } from 'penstock/testkit/streamed-runtime';
import type { OrderRepository } from '../../../functions/orders/application/order-repository.ts';
import { watchOrder } from '../../../functions/orders/application/watchOrder.ts';
import type { Order } from '../../../functions/orders/domain/order.ts';
import { watchOrder as handlerOf } from '../../../functions/orders/entry/http/watchOrder.ts';
import { inMemoryOrders, inMemoryPayableOrders } from './stores.ts';
import { cancellation, captured, cause, claimOf, clerk, placement, update } from './support.ts';

const never = new AbortController().signal;

/** A watch of an order whose pauses are the changes that happen meanwhile. */
async function watched(meanwhile: readonly ((orders: Stores) => Promise<unknown>)[], asked: { after?: number } = {}) {
  const records = new Map();
  const orders = inMemoryOrders(records);
  const stores: Stores = { orders, payable: inMemoryPayableOrders(records), placed: placement() };
  await orders.place(stores.placed, never);
  const left = [...meanwhile];
  const pauses: number[] = [];
  const ending = new AbortController();
  const pause: Pause = async (ms) => {
    pauses.push(ms);
    const change = left.shift();
    if (change === undefined) ending.abort();
    else await change(stores);
  };
  const watch = await watchOrder(callIn('acme', { orderId: stores.placed.id, ...asked }, ending.signal), {
    orders,
    pause,
  });
  const seen: Pick<Order, 'status' | 'version'>[] = [];
  for await (const { status, version } of watch) seen.push({ status, version });
  return { isOver: watch.isOver, seen, pauses };
}

interface Stores {
  readonly orders: OrderRepository;
  readonly payable: ReturnType<typeof inMemoryPayableOrders>;
  readonly placed: ReturnType<typeof placement>;
}

const callIn = <Input>(tenant: string, input: Input, signal: AbortSignal) =>
  callOf(
    {
      operationId: 'watchOrder',
      invocationId: 'i-1',
      correlationId: 'c-1',
      deadlineAt: 0,
      signal,
      now: new Date(0),
      caller: { tenant, scopes: [] },
    },
    input,
  );

const nothing = async () => {};
const edits = ({ orders, placed }: Stores) => orders.update(update(placed), never);
const cancels = ({ orders, placed }: Stores) => orders.cancel(cancellation(placed), never);
const pays = async ({ payable, placed }: Stores) => {
  await payable.claim(claimOf(placed), never);
  await payable.settle({ ...claimOf(placed), cause: cause(placed.id), outcome: captured }, never);
};

describe('a watch of an order', () => {
  it('shows it as it is, then each change, and ends once it is settled', async () => {
    const { seen, isOver } = await watched([nothing, edits, nothing, pays, edits]);

    expect(isOver).toBe(false);
    expect(seen).toEqual([
      { status: 'pending', version: 1 },
      { status: 'pending', version: 2 },
      { status: 'paid', version: 3 },
    ]);
  });

  it('ends with its call where nothing settles the order', async () => {
    expect((await watched([nothing, edits, nothing])).seen.map(({ version }) => version)).toEqual([1, 2]);
  });

  it('goes on after the version that the caller has seen', async () => {
    expect((await watched([edits, cancels], { after: 1 })).seen.map(({ version }) => version)).toEqual([2, 3]);
  });

  it('passes over a version that lasted shorter than a pause, and never over the last', async () => {
    const both = async (stores: Stores) => {
      await edits(stores);
      await cancels(stores);
    };

    expect((await watched([both])).seen.map(({ version }) => version)).toEqual([1, 3]);
  });

  it('reads ever more seldom while nothing changes, and at once more often after a change', async () => {
    const { pauses } = await watched([nothing, nothing, nothing, nothing, nothing, edits, nothing]);

    expect(pauses).toEqual([250, 500, 1000, 2000, 4000, 4000, 250, 500]);
  });

  it.each([
    [2, true],
    [1, false],
  ])('of a cancelled order at version 2, of which version %i was seen, is over: %p', async (after, isOver) => {
    const orders = inMemoryOrders();
    const placed = placement();
    await orders.place(placed, never);
    await orders.cancel(cancellation(placed), never);
    const watch = await watchOrder(callIn('acme', { orderId: placed.id, after }, never), { orders });
    const seen: number[] = [];
    for await (const { version } of watch) seen.push(version);

    expect(watch.isOver).toBe(isOver);
    expect(seen).toEqual(isOver ? [] : [2]);
  });

  it.each([
    ['an order that is not there', 'acme', 'ord_0'],
    ['an order of another tenant', 'globex', undefined],
  ])('is refused of %s', async (_, tenant, other) => {
    const orders = inMemoryOrders();
    const placed = placement();
    await orders.place(placed, never);
    const refused = watchOrder(callIn(tenant, { orderId: other ?? placed.id }, never), { orders });

    await expect(refused).rejects.toThrow(Refusal);
    await expect(refused).rejects.toMatchObject({ reason: 'not-found' });
  });
});

describe('the stream of an order', () => {
  const { host, run } = recordingStreamHost();

  /** What the handler sends, of an order that is cancelled at version 2. */
  async function sent(headers: Readonly<Record<string, string>>, tenant = 'acme') {
    const orders = inMemoryOrders();
    const placed = placement();
    await orders.place(placed, never);
    await orders.cancel(cancellation(placed), never);
    const { runtime } = recordingRuntime();
    const handler = handlerOf({ orders: () => orders, runtime: () => runtime }, { host });
    const path = `/v1/orders/${placed.id}/events`;
    const event = gatewayEvent({ path, pathParameters: { orderId: placed.id }, headers, caller: clerk(tenant) });
    return run(handler, event, lambdaContext(41_000));
  }

  it('has each version in an event with the version as its id', async () => {
    const { status, text } = await sent({ 'Last-Event-ID': '1' });

    expect(status).toBe(200);
    expect(text).toMatch(/^retry: 2000\n\nid: 2\ndata: \{"id":"ord_[^\n]*"status":"cancelled"[^\n]*\}\n\n$/);
  });

  it.each([
    ['of an order whose last version was seen', 204, { 'Last-Event-ID': '2' }, 'acme'],
    ['of an order of another tenant', 404, {}, 'globex'],
    ['after what is no version', 400, { 'Last-Event-ID': 'x' }, 'acme'],
  ])('is none %s: %i', async (_, status, headers, tenant) => {
    expect((await sent(headers, tenant)).status).toBe(status);
  });
});
