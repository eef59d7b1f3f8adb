import type { Console } from '../../cli/console.ts';
import { type Admitted, admit } from './admit.ts';
import type { HeldKey, RegionKeys } from './region-keys.ts';
import type { RegionState } from './survey.ts';

/** What a line says of a tenant in a region. */
const done: Readonly<Record<Admitted, string>> = {
  key: 'added',
  link: 'completed: it had a key that was on no plan',
  nothing: 'was there already',
};

export async function admitEverywhere(states: readonly RegionState[], tenant: string, plan: string, console: Console) {
  for (const state of states) {
    const admitted = await admit(state, tenant, plan);
    console.print(`${tenant} on ${plan} in ${state.region.region}: ${done[admitted]}`);
  }
}

export async function deleteAll(region: RegionKeys, keys: readonly HeldKey[], console: Console): Promise<void> {
  for (const key of keys) {
    await region.delete(key);
    console.print(`${key.tenant} on ${key.plan} in ${region.region}: removed`);
  }
}

/** As many names as a question may hold. */
const mostNames = 5;

export const listOf = (tenants: readonly string[]): string =>
  tenants.length > mostNames ? `${tenants.length} tenants` : tenants.join(', ');
