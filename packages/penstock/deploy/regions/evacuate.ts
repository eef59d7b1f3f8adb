import { agreed, type Consent } from '../../cli/consent.ts';
import { UserError } from '../../cli/user-error.ts';
import { guardianOf } from '../../constructs/stacks/edge-names.ts';
import type { RegionsParts } from './parts.ts';
import { isInService, survey } from './survey.ts';

export interface ChangeOptions extends Consent {
  readonly region: string;
}

/**
 * Takes a region out of the DNS by one PutObject in another region. Neither the region nor a control plane is asked, so it works while both are
 * away.
 *
 * @throws UserError where no other region would be left to serve, or nobody agrees
 */
export async function evacuate(parts: RegionsParts, { region, ...consent }: ChangeOptions): Promise<void> {
  const { stage, evacuations, console } = parts;
  const states = await survey(parts);
  const left = states.filter((one) => one.region !== region && isInService(one)).map((one) => one.region);
  if (left.length === 0) throw nobodyLeft(stage.name, region, states);
  const guardian = guardianOf(stage, region);
  console.print(
    `${region} of stage ${stage.name} gets no traffic from then on; ${left.join(', ')} will serve instead.`,
  );
  if (!(await agreed(consent, console, `Evacuate ${region}?`))) return;
  await evacuations.write(region);
  console.print(
    `It is written in ${guardian}. Health checkers read it within 30 seconds, and resolvers forget the region 60 seconds later.`,
  );
}

function nobodyLeft(stage: string, region: string, states: Awaited<ReturnType<typeof survey>>): UserError {
  const others = states
    .filter((one) => one.region !== region)
    .map((one) => `${one.region} ${one.evacuated === true ? 'is evacuated' : `has ${one.trouble}`}`);
  return new UserError(
    `Without ${region} stage ${stage} would have no region that serves, and Route 53 would lead callers to all of them.
    received ${others.join(', ')}
    expected another region that answers and is not evacuated
    fix      npm run regions -- return another region first, or mend it`,
  );
}
