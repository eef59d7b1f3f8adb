import { agreed, type Consent } from '../../cli/consent.ts';
import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';
import { admitEverywhere, deleteAll, listOf } from './everywhere.ts';
import type { HeldKey, RegionKeys } from './region-keys.ts';
import { keysOf, planIn, type RegionState, survey } from './survey.ts';

export interface ChangePlanOptions extends Consent {
  readonly tenants: readonly string[];
  readonly plan: string;
  /** Tokens that claim the plan before are good for a while yet. */
  readonly keep: boolean;
}

/** Puts tenants on another plan, in every region: first the new keys everywhere, then the old ones go. */
export async function changePlan(regions: readonly RegionKeys[], options: ChangePlanOptions, console: Console) {
  const { tenants, plan, keep } = options;
  const states = await survey(regions, tenants);
  for (const state of states) planIn(state, plan);
  for (const tenant of tenants) checkKnown(states, tenant);
  const old = states.map(({ region, keys }) => ({
    region,
    keys: keys.filter((key) => tenants.includes(key.tenant) && key.plan !== plan),
  }));
  const before = plansOf(old.flatMap(({ keys }) => keys));
  if (!(await isAgreed(options, before, console))) return;
  for (const tenant of tenants) await admitEverywhere(states, tenant, plan, console);
  if (keep && before !== '') {
    console.print(`Keys for ${before} are kept: repeat without --keep when the tokens that claim it have expired.`);
  }
  if (!keep) for (const { region, keys } of old) await deleteAll(region, keys, console);
}

function isAgreed(options: ChangePlanOptions, before: string, console: Console): Promise<boolean> {
  const { tenants, plan, keep, dryRun, yes } = options;
  if (before !== '') console.print(`${listOf(tenants)}: ${plan} ${keep ? 'beside' : 'instead of'} ${before}`);
  // Nobody is locked out by a key more.
  const isHarmless = keep || before === '';
  const question = `Tokens that claim ${before} are refused from then on. Change?`;
  return agreed({ dryRun, yes: yes || isHarmless }, console, question);
}

const plansOf = (keys: readonly HeldKey[]): string => [...new Set(keys.map(({ plan }) => plan))].join(', ');

function checkKnown(states: readonly RegionState[], tenant: string): void {
  if (states.some((state) => keysOf(state, tenant).length > 0)) return;
  throw new UserError(
    `There is no tenant ${tenant} in ${states.map(({ region }) => region.region).join(', ')}.
    fix      add it: npm run tenants -- add ${tenant}`,
  );
}
