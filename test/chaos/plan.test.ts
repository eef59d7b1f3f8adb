import { describe, expect, it } from '@jest/globals';
import { loadEvents } from 'penstock/contract/events/load';
import { loadContract } from 'penstock/contract/load';
import { roundSeconds } from './isolation.ts';
import { fullPlan, type Plan, smallPlan } from './plan.ts';
import { poisonOf } from './poison.ts';

const { consumers } = loadEvents('contract/events', loadContract('contract/openapi.yaml'));

/** Seconds for which the local queues hide a message at least, however fast their time goes, and a crash and a start take. */
const leastHidden = 6;
const restart = 1;

/** Seconds until poison that crashes its consumer has used up its receives: it is hidden for two timeouts at the most. */
function timeToDie(queue: string, { receiveCounts, queueSpeed }: Plan): number {
  const consumer = consumers.find((one) => one.queue === queue);
  if (consumer === undefined) throw new Error(`No consumer of ${queue}`);
  const own = consumer.visibilityTimeout / queueSpeed;
  const hidden = Math.max(own, leastHidden) + own;
  return (receiveCounts[queue] ?? consumer.maxReceiveCount) * (hidden + restart);
}

/** Seconds that the orders alone take, in the rounds and under faults, and the poison that crashes. */
function leastSeconds(plan: Plan): number {
  const { outage, orders, rate } = plan;
  const load = outage.seconds + (orders - Math.min(orders / 2, outage.seconds * outage.rate)) / rate;
  return roundSeconds(plan) + Math.max(load, timeToDie('webhook-fan-out', plan));
}

describe('a chaos run', () => {
  it.each([
    ['full', fullPlan(1, 10_000)],
    ['of fewer orders', fullPlan(1, 300)],
    ['small', smallPlan(1)],
  ])('that is %s waits for poison that crashes to be dead', (_, plan) => {
    const crashing = poisonOf(plan.poison).filter(({ reason }) => reason === undefined);

    expect(crashing).not.toEqual([]);
    for (const { queue } of crashing) expect(timeToDie(queue, plan)).toBeLessThan(plan.settleWithin);
  });

  it.each([
    [10_000, 15],
    [1_000, 6],
    [300, 5],
    [100, 5],
  ])('of %i orders takes under %i minutes where nothing holds it up', (orders, minutes) => {
    expect(leastSeconds(fullPlan(1, orders))).toBeLessThan(minutes * 60);
  });

  it('has its provider away for no longer than orders are placed, and than they are retried', () => {
    for (const orders of [100, 300, 1_000, 10_000]) {
      const { outage, queueSpeed } = fullPlan(1, orders);

      expect(outage.seconds * outage.rate).toBeLessThanOrEqual(orders * 1.5);
      expect(outage.seconds * queueSpeed).toBeLessThan(4 * 60 * 60);
    }
  });
});
