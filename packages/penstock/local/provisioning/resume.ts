import { type Around, publish } from './advance.ts';
import { failureOf } from './failure.ts';
import type { Stack } from './stack.ts';
import { runSteps, type Step } from './steps.ts';
import { planNow } from './world.ts';

/** Makes again what the stacks of a region have, on the data that is kept of it. @throws LocalError why it cannot be */
export async function resume(around: Around): Promise<void> {
  const { world, services } = around;
  const plan = planNow(world);
  services.expect(plan);
  const isLate = (type: string) => services.handlers[type]?.sendsByItself === true;
  const put = async (part: 'early' | 'late') => {
    const steps = world.stacks.flatMap((stack) => stepsOf(stack, (type) => isLate(type) === (part === 'late')));
    const failures = await runSteps(steps);
    if (failures.length > 0) throw failureOf(failures);
  };
  const stepsOf = ({ id: stackId, state }: Stack, isPart: (type: string) => boolean): readonly Step[] =>
    [...state.resources.values()]
      .filter(({ type }) => isPart(type))
      .map((resource) => ({
        id: `${stackId} ${resource.logicalId}`,
        after: resource.needs.map((needed) => `${stackId} ${needed}`),
        run: async () => {
          const { actual: properties = resource.properties } = resource;
          await services.handlers[resource.type]?.put({ ...resource, properties }, plan);
        },
      }));
  await put('early');
  await publish(plan, around);
  await put('late');
}
