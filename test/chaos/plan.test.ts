import { describe, expect, it } from '@jest/globals';
import { consumers } from '../lib/synthesized.ts';
import { fullPlan, type Plan, smallPlan } from './plan.ts';
import { poisonOf } from './poison.ts';

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

describe('a chaos run', () => {
  it.each([
    ['full', fullPlan(1, 10_000)],
    ['small', smallPlan(1)],
  ])('that is %s waits for poison that crashes to be dead', (_, plan) => {
    const crashing = poisonOf(plan.poison).filter(({ reason }) => reason === undefined);

    expect(crashing).not.toEqual([]);
    for (const { queue } of crashing) expect(timeToDie(queue, plan)).toBeLessThan(plan.settleWithin);
  });
});
