import { UserError } from '../../cli/user-error.ts';
import { explained } from '../aws-errors.ts';
import type { HeldKey, RegionKeys, StagePlan } from './region-keys.ts';

/** What a region holds before anything is changed. */
export interface RegionState {
  readonly region: RegionKeys;
  readonly plans: readonly StagePlan[];
  readonly keys: readonly HeldKey[];
}

/** A region that was asked and did not answer. */
export interface Unanswered {
  readonly region: string;
  readonly why: string;
}

export interface Survey {
  readonly states: readonly RegionState[];
  readonly unanswered: readonly Unanswered[];
}

/**
 * Reads every region. Of one tenant the keys of that tenant alone.
 *
 * @throws UserError naming each region that does not answer: nothing is changed in half of a stage
 */
export async function survey(
  regions: readonly RegionKeys[],
  tenants: readonly string[],
): Promise<readonly RegionState[]> {
  const { states, unanswered } = await surveyed(regions, tenants);
  if (unanswered.length > 0) throw new UserError(unanswered.map(noAnswer).join('\n'));
  return states;
}

export const noAnswer = ({ region, why }: Unanswered): string => `${region} did not answer: ${why}`;

/**
 * As `survey`, of the regions that answer.
 *
 * @throws what they failed with where none does
 */
export async function surveyed(regions: readonly RegionKeys[], tenants: readonly string[]): Promise<Survey> {
  const [one, ...more] = tenants;
  const answers = await Promise.allSettled(
    regions.map(async (region): Promise<RegionState> => {
      const plans = await region.plans();
      if (plans.length === 0) throw new UserError(noPlans(region.region));
      return { region, plans, keys: await region.keys(more.length > 0 ? undefined : one) };
    }),
  );
  const states = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const failed = answers.flatMap((answer, index) =>
    answer.status === 'rejected' ? [{ region: regions[index]?.region ?? '', reason: answer.reason }] : [],
  );
  const unanswered = failed.map(({ region, reason }) => ({ region, why: whyOf(reason) }));
  const [first] = failed;
  if (first !== undefined && states.length === 0) throw first.reason;
  return { states, unanswered };
}

/** @throws what is no answer of AWS, nor a missing one */
function whyOf(reason: unknown): string {
  const known = explained(reason);
  if (reason instanceof UserError || !(known instanceof UserError)) throw reason;
  return known.message;
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
