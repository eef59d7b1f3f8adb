import { readAssembly } from '../assembly/read.ts';
import { type Plan, planOf } from '../plan.ts';
import { apiRegions, stacksOf } from './region-stacks.ts';

/**
 * What is to run in each region of an assembly, the first region of the stage first. A secret has the value of the
 * first region in all of them.
 *
 * @param dataDir where generated secrets are kept; absent: nowhere
 * @throws LocalError with everything in the assembly that cannot be run
 */
export function readRegionPlans(directory: string, dataDir?: string): readonly [Plan, ...Plan[]] {
  const stacks = readAssembly(directory);
  const [home, ...others] = apiRegions(stacks);
  if (home === undefined || others.length === 0) return [planOf(stacks, dataDir)];
  const first = planOf(stacksOf(home, stacks), dataDir);
  const values = new Map(first.secrets.map(({ name, value }) => [name, value]));
  const rest = others.map((region) => {
    const plan = planOf(stacksOf(region, stacks));
    const secrets = plan.secrets.map((secret) => ({ ...secret, value: values.get(secret.name) ?? secret.value }));
    return { ...plan, secrets };
  });
  return [first, ...rest];
}
