import { UserError } from '../../cli/user-error.ts';
import type { HeldKey, RegionKeys, StagePlan } from './region-keys.ts';

/** What a region holds before anything is changed. */
export interface RegionState {
  readonly region: RegionKeys;
  readonly plans: readonly StagePlan[];
  readonly keys: readonly HeldKey[];
}

/** Reads every region. Of one tenant the keys of that tenant alone. */
export function survey(regions: readonly RegionKeys[], tenants: readonly string[]): Promise<readonly RegionState[]> {
  const [one, ...more] = tenants;
  return Promise.all(
    regions.map(async (region) => {
      const plans = await region.plans();
      if (plans.length === 0) throw new UserError(noPlans(region.region));
      return { region, plans, keys: await region.keys(more.length > 0 ? undefined : one) };
    }),
  );
}

const noPlans = (region: string): string =>
  `The stage has no usage plans in ${region}.
    received no usage plan of the stage
    expected one for each plan of the contract
    fix      deploy the stage there first, or name its --region`;

/** @throws UserError naming the region that has no such plan */
export function planIn({ region, plans }: RegionState, name: string): StagePlan {
  const found = plans.find((plan) => plan.name === name);
  if (found !== undefined) return found;
  throw new UserError(
    `There is no plan ${JSON.stringify(name)} in ${region.region}.
    received --plan ${name}
    expected one of ${plans.map((plan) => plan.name).join(', ')}
    fix      name one of them, or add it to x-penstock-plans of the contract and deploy`,
  );
}

export const keysOf = ({ keys }: RegionState, tenant: string): readonly HeldKey[] =>
  keys.filter((key) => key.tenant === tenant);
