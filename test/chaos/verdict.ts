import type { Accepted, StoredOrder } from './orders.ts';
import type { Poison } from './poison.ts';
import type { Subscriber } from './subscribers.ts';

/** What the provider has on its books for an order. */
export interface Charge {
  readonly orderId: string;
  readonly amount: number;
  readonly status: 'succeeded' | 'declined';
}

/** A message in a dead-letter queue. */
export interface DeadLetter {
  readonly queue: string;
  readonly body: string;
  /** Absent where SQS itself moved it, by its receive count. */
  readonly reason?: string;
}

/** What a run left behind. */
export interface Aftermath {
  readonly accepted: readonly Accepted[];
  readonly orders: readonly StoredOrder[];
  readonly charges: readonly Charge[];
  readonly poison: readonly Poison[];
  readonly deadLetters: readonly DeadLetter[];
  /** The log lines of messages that their consumer moved to a dead-letter queue. */
  readonly deadLetterLogs: readonly string[];
  readonly subscribers: readonly (Subscriber & { readonly tenant: string; readonly types: readonly string[] })[];
}

/** Everything that is not as promised, a sentence each; empty when all is. */
export function faultsIn(aftermath: Aftermath): readonly string[] {
  return [...orderFaults(aftermath), ...deadLetterFaults(aftermath), ...deliveryFaults(aftermath)];
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

/** A message that was delivered twice may be moved twice: a queue delivers at least once, and so does its dead-letter queue. */
export const distinct = (deadLetters: readonly DeadLetter[]): number =>
  new Set(deadLetters.map(({ queue, body }) => `${queue} ${body}`)).size;

function deadLetterFaults({ poison, deadLetters, deadLetterLogs }: Aftermath): readonly string[] {
  const expected = new Map(poison.map((one) => [`${one.queue}-dlq ${one.body}`, one]));
  const found = Map.groupBy(deadLetters, ({ queue, body }) => `${queue} ${body}`);
  const wrong = [...found].flatMap(([key, [letter]]) => {
    const shown = key.slice(0, 160);
    const one = expected.get(key);
    const because = letter?.reason ?? 'its receive count';
    if (one === undefined) return [`no poison, but dead by ${because}: ${shown}`];
    return letter?.reason === one.reason
      ? []
      : [`dead by ${because}, not ${one.reason ?? 'its receive count'}: ${shown}`];
  });
  const lost = [...expected.keys()].flatMap((key) =>
    found.has(key) ? [] : [`poison that is not dead: ${key.slice(0, 160)}`],
  );
  // A consumer that is killed after it moved a message says so only when that comes again.
  const reasons = distinct(deadLetters.filter(({ reason }) => reason !== undefined));
  const unsaid =
    deadLetterLogs.length >= reasons
      ? []
      : [`dead letters with a reason: ${reasons}, and only ${deadLetterLogs.length} lines in the log`];
  return [...wrong, ...lost, ...unsaid, ...repeatFaults(poison.length, deadLetters, deadLetterLogs)];
}

/** Faults repeat a burial now and then, by a duplicate or a crash in between; anything more is a message in a circle. */
function repeatFaults(
  poison: number,
  deadLetters: readonly DeadLetter[],
  deadLetterLogs: readonly string[],
): readonly string[] {
  const again = deadLetters.length - distinct(deadLetters);
  return [
    ...(again <= poison / 2 ? [] : [`dead letters that are there again: ${again}, of ${poison}`]),
    ...(deadLetterLogs.length <= poison * 1.5
      ? []
      : [`dead letters were logged ${deadLetterLogs.length} times, for ${poison}`]),
  ];
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
