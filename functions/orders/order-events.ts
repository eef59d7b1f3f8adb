import type { OrderWatch } from './application/watchOrder.ts';

/** Each version in an event with the version as its id. */
export async function* orderEvents(orders: OrderWatch) {
  for await (const order of orders) yield { id: String(order.version), data: order };
}

/** The version that a client has seen, by the id of the event that it had it from. */
export const seenVersion = (lastEventId: string | undefined) =>
  lastEventId === undefined ? {} : { after: Number(lastEventId) };
