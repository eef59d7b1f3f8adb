import { setTimeout as sleep } from 'node:timers/promises';
import type { World } from './world.ts';

/** An order that was answered with 201. */
export interface Accepted {
  readonly id: string;
  readonly tenant: string;
  readonly total: number;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface Load {
  readonly orders: number;
  /** A second. */
  readonly rate: number;
  readonly tenantOf: (index: number) => string;
  /** Makes keys and orders: the same numbers are the same orders. */
  readonly from: number;
  readonly random: () => number;
}

const attempts = 8;

/**
 * Places orders at a steady rate, whatever the answers take; what is refused for the moment is sent again with its key,
 * as a client would.
 */
export async function placeOrders(world: World, load: Load): Promise<readonly Accepted[]> {
  const began = performance.now();
  const placing: Promise<Accepted | undefined>[] = [];
  for (let index = 0; index < load.orders; index++) {
    const due = began + (index / load.rate) * 1_000;
    const early = due - performance.now();
    if (early > 1) await sleep(early);
    placing.push(place(world, load.tenantOf(index), load.from + index, 1 + Math.floor(load.random() * 9)));
  }
  return (await Promise.all(placing)).filter((accepted) => accepted !== undefined);
}

async function place(world: World, tenant: string, number: number, quantity: number): Promise<Accepted | undefined> {
  const call = {
    headers: { 'idempotency-key': `chaos-${number}` },
    body: { currency: 'EUR', items: [{ sku: 'ABC-1', quantity, unitPrice: 1_250 }], reference: `chaos ${number}` },
  };
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { status, json } = await world.call(tenant, 'POST', '/v1/orders', call);
    if (status === 201) return { id: String(json.id), tenant, total: quantity * 1_250, at: Date.now() };
    await sleep(100 * 2 ** attempt);
  }
  return undefined;
}

export interface StoredOrder {
  readonly id: string;
  readonly status: string;
}

/** All orders of a tenant, as the API lists them. */
export async function listOrders(world: World, tenant: string): Promise<readonly StoredOrder[]> {
  const orders: StoredOrder[] = [];
  let path: string | undefined = '/v1/orders?limit=100';
  while (path !== undefined) {
    const { status, json, text } = await world.call(tenant, 'GET', path);
    if (status !== 200) throw new Error(`listing orders answers ${status}: ${text}`);
    const { items, nextCursor } = json as { items: StoredOrder[]; nextCursor: string | null };
    orders.push(...items);
    path = nextCursor === null ? undefined : `/v1/orders?limit=100&cursor=${encodeURIComponent(nextCursor)}`;
  }
  return orders;
}
