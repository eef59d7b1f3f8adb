import type { Call } from 'penstock/runtime/core/call';
import { type Pause, pause as untilThen } from 'penstock/runtime/core/pause';
import { refusals } from 'penstock/runtime/core/refusal';
import { type Order, settled } from '../domain/order.ts';
import { type OrderRecord, orderOf } from '../domain/record.ts';
import type { OrderRepository } from './order-repository.ts';
import { notFound } from './refusals.ts';

const refuse = refusals({ 'not-found': notFound });

export interface WatchRequest {
  readonly orderId: string;
  /** The version that the caller has seen; absent: it has seen none. */
  readonly after?: number;
}

/** The order at each version that was seen of it, and the last one where it cannot change any more. */
export interface OrderWatch extends AsyncIterable<Order> {
  /** The caller has seen all there will ever be. */
  readonly isOver: boolean;
}

export interface WatchServices {
  readonly orders: Pick<OrderRepository, 'find'>;
  readonly pause?: Pause;
}

/** Milliseconds between two reads: the first after a change, and the longest, which doubling leads to. */
const firstPauseMs = 250;
const longestPauseMs = 4000;

/**
 * Follows an order until it is settled or the call ends: at its deadline, or when nobody listens any more. It reads the item
 * again and again, each time with one read unit for 4 KB, about 18 times a minute where nothing changes. A version that
 * lasts no longer than a pause may be passed over; the last one never is.
 */
export async function watchOrder(
  { tenant, input, signal }: Call<WatchRequest>,
  { orders, pause = untilThen }: WatchServices,
): Promise<OrderWatch> {
  const find = () => orders.find(tenant, input.orderId, signal);
  const first = await find();
  if (first === undefined) throw refuse('not-found');
  const { after = 0 } = input;
  return {
    isOver: isSettled(first) && first.version <= after,
    [Symbol.asyncIterator]: () => changes(first, after, { find, pause, signal }),
  };
}

const isSettled = ({ status }: OrderRecord): boolean => settled.includes(status);

interface Reading {
  readonly find: () => Promise<OrderRecord | undefined>;
  readonly pause: Pause;
  readonly signal: AbortSignal;
}

async function* changes(first: OrderRecord, after: number, { find, pause, signal }: Reading): AsyncGenerator<Order> {
  let seen = after;
  let pauseMs = firstPauseMs;
  for (let record: OrderRecord | undefined = first; record !== undefined; record = await find()) {
    if (record.version > seen) {
      yield orderOf(record);
      seen = record.version;
      pauseMs = firstPauseMs;
    }
    if (isSettled(record)) return;
    await pause(pauseMs, signal);
    if (signal.aborted) return;
    pauseMs = Math.min(pauseMs * 2, longestPauseMs);
  }
}
