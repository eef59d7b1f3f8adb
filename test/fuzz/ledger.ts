import { isDeepStrictEqual } from 'node:util';
import { inCodePoints } from './alphabet.ts';
import type { ReceivedEvent } from './listener.ts';

type Order = Readonly<Record<string, unknown>>;

/** A version of an order that was answered with success: its event has to come, with the same order in it. */
interface Promised {
  readonly eventId: string;
  readonly order: Order;
  /** Why it was placed, for whoever reads of its loss. */
  readonly note: string;
}

const settling = ['orders.order.paid.v1', 'orders.order.payment_failed.v1'];

/** What was accepted, and so has to be settled and delivered. */
export class Ledger {
  readonly #promised = new Map<string, Promised>();
  /** Orders by id; true: somebody asked for its cancellation, whatever was answered. */
  readonly #orders = new Map<string, boolean>();

  /** An order as a success showed it. */
  accept(order: Order, note: string): void {
    const id = String(order.id);
    const eventId = `${id}_${order.version}`;
    if (!this.#orders.has(id)) this.#orders.set(id, false);
    if (!this.#promised.has(eventId)) this.#promised.set(eventId, { eventId, order: asTold(order), note });
  }

  mayBeCancelled(id: string): void {
    this.#orders.set(id, true);
  }

  get size(): number {
    return this.#promised.size + this.#orders.size;
  }

  /** What has not come yet, in words. */
  missing(events: ReadonlyMap<string, ReceivedEvent>): readonly string[] {
    const settled = new Set<string>();
    for (const { type, orderId } of events.values()) {
      const ends = type === 'orders.order.cancelled.v1' ? this.#orders.get(orderId) === true : settling.includes(type);
      if (ends) settled.add(orderId);
    }
    const untold = [...this.#promised.values()].filter(({ eventId }) => !events.has(eventId));
    const pending = [...this.#orders.keys()].filter((id) => this.#isPromised(id) && !settled.has(id));
    return [
      ...untold.map(
        ({ eventId, note, order }) => `the event ${eventId} was never delivered (${note}, ${describe(order)})`,
      ),
      ...pending.map((id) => `the order ${id} was accepted and is not settled`),
    ];
  }

  /** What came and is not what was answered, in words. */
  differences(events: ReadonlyMap<string, ReceivedEvent>): readonly string[] {
    return [...this.#promised.values()].flatMap(({ eventId, order, note }) => {
      const told = events.get(eventId)?.order;
      if (told === undefined || isDeepStrictEqual(told, order)) return [];
      return [`the event ${eventId} tells another order (${note}): ${describe(told)}, answered was ${describe(order)}`];
    });
  }

  #isPromised(id: string): boolean {
    return this.#promised.has(`${id}_1`);
  }
}

/** As events have it: an order of the second version writes its amounts as objects. */
function asTold(order: Order): Order {
  const { total, items } = order as unknown as Priced;
  if (typeof total !== 'object') return order;
  return {
    ...order,
    currency: total.currency,
    total: total.amount,
    items: items.map((item) => ({ ...item, unitPrice: item.unitPrice.amount })),
  };
}

interface Money {
  readonly amount: number;
  readonly currency: string;
}

interface Priced {
  readonly total: Money | number | undefined;
  readonly items: readonly { readonly unitPrice: Money }[];
}

/** The reference, which is the one text of a caller's own in an order. */
const describe = ({ reference }: Order): string =>
  typeof reference === 'string' ? `reference ${inCodePoints(reference).slice(0, 200)}` : 'no reference';
