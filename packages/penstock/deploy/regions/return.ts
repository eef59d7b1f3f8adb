import { agreed } from '../../cli/consent.ts';
import { guardianOf, regionalName } from '../../constructs/stacks/edge-names.ts';
import { healthOf } from '../smoke.ts';
import type { ChangeOptions } from './evacuate.ts';
import type { RegionsParts } from './parts.ts';

/** Lets an evacuated region have traffic again, as soon as it answers. @throws UserError where nobody agrees */
export async function returnRegion(parts: RegionsParts, { region, ...consent }: ChangeOptions): Promise<void> {
  const { stage, evacuations, console, fetch } = parts;
  const trouble = await healthOf(`https://${regionalName(stage.domain, region)}`, region, fetch);
  console.print(
    trouble === ''
      ? `${region} of stage ${stage.name} answers, and gets traffic from then on.`
      : `${region} of stage ${stage.name} does not answer yet (${trouble}): it gets traffic when it does.`,
  );
  if (!(await agreed(consent, console, `Return ${region}?`))) return;
  await evacuations.remove(region);
  console.print(`It is written in ${guardianOf(stage, region)}. Callers come back over the next minutes.`);
}
