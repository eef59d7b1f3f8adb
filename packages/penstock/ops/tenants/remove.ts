import { agreed, type Consent } from '../../cli/consent.ts';
import type { Console } from '../../cli/console.ts';
import { deleteAll, listOf } from './everywhere.ts';
import type { RegionKeys } from './region-keys.ts';
import { survey } from './survey.ts';

export interface RemoveOptions extends Consent {
  readonly tenants: readonly string[];
}

/** Locks tenants out, in every region. */
export async function remove(regions: readonly RegionKeys[], options: RemoveOptions, console: Console): Promise<void> {
  const { tenants } = options;
  const states = await survey(regions, tenants);
  const found = states.map((state) => ({ state, keys: state.keys.filter((key) => tenants.includes(key.tenant)) }));
  const count = found.reduce((sum, { keys }) => sum + keys.length, 0);
  if (count === 0) {
    console.print(`${listOf(tenants)}: no key in any region, nothing to remove.`);
    return;
  }
  for (const { state, keys } of found) {
    for (const { tenant, plan } of keys) console.print(`${tenant} on ${plan} in ${state.region.region}`);
  }
  if (!(await agreed(options, console, 'Their requests are refused from then on. Remove?'))) return;
  for (const { state, keys } of found) await deleteAll(state.region, keys, console);
}
