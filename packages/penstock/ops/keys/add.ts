import type { Console } from '../../cli/console.ts';
import { UserError } from '../../cli/user-error.ts';
import { hashOfKey, newApiKey, type StoredKey } from '../../runtime/access/api-key.ts';
import type { RegionKeys } from '../tenants/region-keys.ts';
import { keysOf, planIn, type RegionState, survey } from '../tenants/survey.ts';
import type { RegionTable } from './region-table.ts';

export interface AddOptions {
  readonly tenant: string;
  /** The one that the tenant is on by default. */
  readonly plan?: string;
  readonly scopes: readonly string[];
  readonly label: string;
}

export interface StageKeys {
  readonly stage: string;
  readonly tables: readonly RegionTable[];
  /** Who is on which plan: a key lets nobody in whom the gateway does not know. */
  readonly tenants: readonly RegionKeys[];
}

/** Makes a key for a tenant, in every region. The only place that ever shows it is the console. */
export async function add({ stage, tables, tenants }: StageKeys, options: AddOptions, console: Console): Promise<void> {
  const { text } = await makeKey({ stage, tables, tenants }, options, ({ id, tenant, plan }, region) =>
    console.print(`Key ${id} of ${tenant} on ${plan} in ${region}: added`),
  );
  console.print(`\n${text}\n`);
  console.print('It is shown this once: the stage keeps a hash of it.');
}

/** @returns the key, which nothing keeps the text of */
export async function makeKey(
  { stage, tables, tenants }: StageKeys,
  options: AddOptions,
  added: (key: StoredKey, region: string) => void = () => undefined,
): Promise<{ readonly text: string }> {
  const { tenant, scopes, label } = options;
  const plan = planOf(await survey(tenants, [tenant]), options);
  const { id, text } = newApiKey(stage);
  const key: StoredKey = {
    id,
    hash: hashOfKey(text),
    tenant,
    plan,
    scopes,
    createdAt: new Date().toISOString(),
    label,
  };
  for (const table of tables) {
    await table.put(key);
    added(key, table.region);
  }
  return { text };
}

/** @throws UserError for a tenant whom the gateway would not let in on the plan, in some region */
function planOf(states: readonly RegionState[], { tenant, plan: wanted }: AddOptions): string {
  const plan = wanted ?? states.flatMap((state) => keysOf(state, tenant))[0]?.plan;
  for (const state of states) {
    if (plan !== undefined) planIn(state, plan);
    if (keysOf(state, tenant).some((held) => held.plan === plan && held.isLinked)) continue;
    const on = plan === undefined ? '' : ` on the plan ${plan}`;
    throw new UserError(
      `${tenant} is not let in${on} in ${state.region.region}: its keys would be refused.
    fix      let it in first: npm run tenants -- add ${tenant}${wanted === undefined ? '' : ` --plan ${wanted}`}`,
    );
  }
  return plan ?? '';
}
