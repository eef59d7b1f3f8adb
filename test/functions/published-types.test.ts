import { expect, it } from '@jest/globals';
import { loadEvents } from 'penstock/contract/events/load';
import { loadContract } from 'penstock/contract/load';
import { settledBy } from '../../functions/orders/domain/payment.ts';
import { inMemoryOrders } from './orders/stores.ts';
import { cancellation, captured, cause, declined, placement, update } from './orders/support.ts';

const { signal } = new AbortController();

/** Type by type, what a use case writes beside its change. */
async function writtenTypes(): Promise<readonly string[]> {
  const orders = inMemoryOrders();
  const placed = placement();
  const decisions = [
    await orders.place(placed, signal),
    await orders.update(update(placed), signal),
    await orders.cancel(cancellation(placed), signal),
  ];
  const ofOrders = decisions.flatMap((decision) =>
    decision.outcome === 'written' ? [decision.record.event.type] : [],
  );
  const ofPayments = [captured, declined].map((outcome) => settledBy(cause(placed.id), outcome).type);
  return [...ofOrders, ...ofPayments];
}

it('every event that the contract has on the bus is written by a use case', async () => {
  const { events, consumers } = loadEvents('contract/events', loadContract('contract/openapi.yaml'));
  const sentDirectly = consumers.flatMap(({ messages }) => messages);
  const onTheBus = events.map(({ type }) => type).filter((type) => !sentDirectly.includes(type));

  expect((await writtenTypes()).toSorted()).toEqual(onTheBus.toSorted());
});
