import type { JsonObject } from '../json.ts';
import { LocalError } from '../problems.ts';
import { type Around, publish } from './advance.ts';
import type { Stack } from './stack.ts';
import { planNow } from './world.ts';

/** Changes a resource behind its stack's back. */
export async function patch(
  stack: Stack,
  logicalId: string,
  change: (properties: JsonObject) => JsonObject,
  around: Around,
): Promise<void> {
  const resource = stack.state.resources.get(logicalId);
  if (resource === undefined) throw new LocalError(`Stack ${stack.name} has no resource ${logicalId}.`);
  const actual = change(resource.actual ?? resource.properties);
  const resources = new Map(stack.state.resources).set(logicalId, { ...resource, actual });
  const state = { ...stack.state, resources };
  const plan = planNow(around.world, new Map([[stack, state]]));
  await around.services.handlers[resource.type]?.put({ ...resource, properties: actual }, plan);
  stack.state = state;
  await publish(plan, around);
}
