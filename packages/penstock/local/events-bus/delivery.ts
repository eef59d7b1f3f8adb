import { type AcceptedDelivery, attemptUntilSettled, type Delivery, type DeliveryContext } from './attempts.ts';
import type { BusDefinition } from './definition.ts';
import type { StoredDelivery } from './delivery-store.ts';
import { named } from './named.ts';

/** Takes events to the targets of rules, after whoever published them has been answered. */
export interface Deliveries {
  /**
   * Takes them on: from here on they outlive this process.
   *
   * @returns `tried` ends when each has been tried once, whatever came of it
   * @throws Error when they cannot be stored; then none is taken on
   */
  accept(deliveries: readonly Delivery[]): { readonly tried: Promise<unknown> };
  /** Goes on with what an earlier run accepted. */
  resume(definitions: readonly BusDefinition[]): void;
  /** Tries what waits for a retry once more; what fails then is left to the next run. */
  close(): Promise<void>;
}

export function createDeliveries(around: Omit<DeliveryContext, 'closing'>): Deliveries {
  const closing = new AbortController();
  const context: DeliveryContext = { ...around, closing: closing.signal };
  const { store, notify } = around;
  const underWay = new Set<Promise<void>>();
  const start = (delivery: AcceptedDelivery): Promise<void> => {
    const { promise: tried, resolve } = Promise.withResolvers<void>();
    const from = `rule ${delivery.rule.name}`;
    const settled: Promise<void> = attemptUntilSettled(delivery, context, resolve)
      .catch((error: unknown) => notify({ from, to: 'nowhere', ...named(delivery.event, ` fails: ${error}`) }))
      .finally(() => {
        underWay.delete(settled);
        resolve();
      });
    underWay.add(settled);
    return tried;
  };
  return {
    accept: (deliveries) => {
      const acceptedAt = Date.now();
      const ids = store.add(deliveries.map((delivery) => ({ ...referencesOf(delivery), acceptedAt })));
      const accepted = deliveries.map((delivery, index) => ({
        ...delivery,
        id: Number(ids[index]),
        acceptedAt,
        retries: 0,
      }));
      return { tried: Promise.all(accepted.map(start)) };
    },
    resume: (definitions) => {
      for (const stored of store.pending()) {
        const delivery = resolved(stored, definitions);
        if (delivery !== undefined) void start(delivery);
        else quarantineOrphan(stored, context);
      }
    },
    close: async () => {
      closing.abort();
      await Promise.all(underWay);
    },
  };
}

const referencesOf = ({ bus, rule, target, event }: Delivery) => ({
  bus: bus.arn,
  rule: rule.arn,
  target: target.id,
  event,
});

function resolved(stored: StoredDelivery, definitions: readonly BusDefinition[]): AcceptedDelivery | undefined {
  const bus = definitions.find(({ arn }) => arn === stored.bus);
  const rule = bus?.rules.find(({ arn }) => arn === stored.rule);
  const target = rule?.targets.find(({ id }) => id === stored.target);
  return bus && rule && target && { ...stored, bus, rule, target };
}

/** The template has changed since: a rule that is gone has no dead-letter queue any more. */
function quarantineOrphan(stored: StoredDelivery, { store, undeliverable }: DeliveryContext): void {
  const { id, bus, rule, target, retries, event } = stored;
  const reason = `NO_RESOURCE: Target ${target} of this rule is not in the template any more.`;
  const deadLetterReason = 'There is no such target, so there is no dead-letter queue of it.';
  const lost = { at: Date.now(), bus, rule, target, retries, reason, deadLetterReason, event };
  store.quarantine(id, lost);
  undeliverable(lost);
}
