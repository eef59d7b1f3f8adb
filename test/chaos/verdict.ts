import type { Charge } from '../../local/provider/ledger.ts';
import type { Accepted, StoredOrder } from './orders.ts';
import type { Poison } from './poison.ts';
import type { Subscriber } from './subscribers.ts';

/** A message in a dead-letter queue. */
export interface DeadLetter {
  readonly queue: string;
  readonly body: string;
}

/** What a run left behind. */
export interface Aftermath {
  readonly accepted: readonly Accepted[];
  readonly orders: readonly StoredOrder[];
  readonly charges: readonly Charge[];
  readonly poison: readonly Poison[];
  readonly deadLetters: readonly DeadLetter[];
  readonly subscribers: readonly (Subscriber & { readonly tenant: string; readonly types: readonly string[] })[];
}

/** Everything that is not as promised, a sentence each; empty when all is. */
export function faultsIn(aftermath: Aftermath): readonly string[] {
  return [...orderFaults(aftermath), ...letterFaults(aftermath), ...deliveryFaults(aftermath)];
}

function orderFaults({ accepted, orders, charges }: Aftermath): readonly string[] {
  const stored = new Map(orders.map((order) => [order.id, order]));
  const charged = Map.groupBy(charges, ({ orderId }) => orderId);
  return accepted.flatMap(({ id, total }) => {
    const [charge, ...more] = charged.get(id) ?? [];
    const status = stored.get(id)?.status ?? 'lost';
    const expected = charge?.status === 'succeeded' ? 'paid' : 'payment_failed';
    if (charge === undefined) return [`order ${id} is ${status}, and the provider knows no charge`];
    if (more.length > 0) return [`order ${id} was charged ${more.length + 1} times`];
    if (charge.amount !== total) return [`order ${id} of ${total} was charged ${charge.amount}`];
    return status === expected ? [] : [`order ${id} is ${status}, and its charge ${charge.status}`];
  });
}

/** A message that was delivered twice may be buried twice: a queue delivers at least once, and so does its dead-letter queue. */
export const distinct = (letters: readonly DeadLetter[]): number =>
  new Set(letters.map(({ queue, body }) => `${queue} ${body}`)).size;

function letterFaults({ poison, deadLetters }: Aftermath): readonly string[] {
  const expected = new Set(poison.map(({ queue, body }) => `${queue}-dlq ${body}`));
  const found = Map.groupBy(deadLetters, ({ queue, body }) => `${queue} ${body}`);
  const good = [...found].flatMap(([key]) => (expected.has(key) ? [] : [`no poison, but dead: ${key.slice(0, 160)}`]));
  const lost = [...expected].flatMap((key) =>
    found.has(key) ? [] : [`poison that is not dead: ${key.slice(0, 160)}`],
  );
  return [...good, ...lost];
}

function deliveryFaults(aftermath: Aftermath): readonly string[] {
  return aftermath.subscribers.flatMap((subscriber) => {
    const forged = subscriber.forged === 0 ? [] : [`${subscriber.name} got ${subscriber.forged} badly signed`];
    return [...forged, ...missing(subscriber, aftermath).map((event) => `${subscriber.name} never got ${event}`)];
  });
}

/** The events that a live subscriber should have and has not. */
export function missing(
  subscriber: Aftermath['subscribers'][number],
  { accepted, charges }: Pick<Aftermath, 'accepted' | 'charges'>,
): readonly string[] {
  if (subscriber.state !== 'live') return [];
  const outcomes = new Map(charges.map(({ orderId, status }) => [orderId, status]));
  return accepted
    .filter(({ tenant }) => tenant === subscriber.tenant)
    .flatMap(({ id }) => {
      const settled = outcomes.get(id) === 'declined' ? 'payment_failed' : 'paid';
      const events = { 'orders.order.placed.v1': `${id}_1`, [`orders.order.${settled}.v1`]: `${id}_2` };
      return Object.entries(events)
        .filter(([type, eventId]) => subscriber.types.includes(type) && !subscriber.received.has(eventId))
        .map(([type, eventId]) => `${type} ${eventId}`);
    });
}
