import { isDeepStrictEqual } from 'node:util';
import type { Resource } from '../assembly/live.ts';
import { type Around, publish } from './advance.ts';
import { planNow } from './world.ts';

/**
 * Lets a region run what stacks of other regions have in it. The deployment there has made the replicas of tables and
 * deletes them; what remains is what each has of its own, such as its indexes, and the copies of secrets.
 */
export async function putReplicas(
  before: readonly Resource[],
  after: readonly Resource[],
  around: Around,
): Promise<void> {
  const { services, world } = around;
  const plan = planNow(world);
  services.expect(plan);
  const changed = after.filter((replica) => !before.some((one) => isDeepStrictEqual(one, replica)));
  for (const replica of changed) await services.handlers[replica.type]?.put(replica, plan);
  await publish(plan, around);
  const gone = before.filter(({ type, id }) => !after.some((one) => one.type === type && one.id === id));
  for (const replica of gone) await services.handlers[replica.type]?.remove(replica, true);
}
