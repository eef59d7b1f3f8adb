import { keysOf, planIn, type RegionState } from './survey.ts';

/** What was missing in a region: nothing, when the tenant was on the plan already. */
export type Admitted = 'nothing' | 'link' | 'key';

/**
 * Puts a tenant on a plan in a region. What an attempt that ended half-way left is completed: a repetition has the same
 * result, whoever repeats it.
 */
export async function admit(state: RegionState, tenant: string, plan: string): Promise<Admitted> {
  const { region } = state;
  const known = keysOf(state, tenant).find((key) => key.plan === plan);
  if (known?.isLinked === true) return 'nothing';
  const key = known ?? (await createOrFind(state, tenant, plan));
  if (key.isLinked) return 'nothing';
  await unless('ConflictException', region.link(key, planIn(state, plan)), async () => {
    const now = (await region.keys(tenant)).find(({ id }) => id === key.id);
    return now?.isLinked === true;
  });
  return known === undefined ? 'key' : 'link';
}

/** Of two who add a tenant at once, the second finds the key of the first. */
async function createOrFind({ region }: RegionState, tenant: string, plan: string) {
  try {
    return await region.create(tenant, plan);
  } catch (error) {
    const found = (await region.keys(tenant)).find((key) => key.plan === plan);
    if (Object(error).name !== 'ConflictException' || found === undefined) throw error;
    return found;
  }
}

/** Passes over an error of this name when what was wanted holds all the same. */
async function unless(name: string, work: Promise<void>, holds: () => Promise<boolean>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (Object(error).name !== name || !(await holds())) throw error;
  }
}
