import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';
import { admitEverywhere } from './everywhere.ts';
import type { RegionKeys } from './region-keys.ts';
import { keysOf, planIn, type RegionState, survey } from './survey.ts';

export interface AddOptions {
  readonly tenants: readonly string[];
  /** The one with the lowest rate by default. */
  readonly plan?: string;
}

/** Lets tenants in, in every region. */
export async function add(regions: readonly RegionKeys[], { tenants, plan }: AddOptions, console: Console) {
  const states = await survey(regions, tenants);
  const wishes = tenants.map((tenant) => ({ tenant, plan: plan ?? usualPlan(states, tenant) }));
  for (const wish of wishes) checkAdd(states, wish.tenant, wish.plan);
  for (const wish of wishes) await admitEverywhere(states, wish.tenant, wish.plan, console);
}

/** The plan that a tenant is on, or the one that gives least: nobody is given more by an oversight. */
function usualPlan(states: readonly RegionState[], tenant: string): string {
  const held = states.flatMap((state) => keysOf(state, tenant))[0];
  const [first] = states;
  const least = first?.plans.toSorted((a, b) => a.rate - b.rate || a.name.localeCompare(b.name))[0];
  return held?.plan ?? least?.name ?? '';
}

/** Nothing is changed anywhere while one region cannot be. @throws UserError */
function checkAdd(states: readonly RegionState[], tenant: string, plan: string): void {
  for (const state of states) {
    planIn(state, plan);
    const held = keysOf(state, tenant);
    const [other] = held;
    if (other === undefined || held.some((key) => key.plan === plan)) continue;
    throw new UserError(
      `${tenant} is on the plan ${other.plan} in ${state.region.region}.
    received --plan ${plan}
    expected --plan ${other.plan}, or none
    fix      change it with: npm run tenants -- plan ${tenant} --plan ${plan}`,
    );
  }
}
