import { guardianOf, regionalName } from '../../constructs/stacks/edge-names.ts';
import { explained } from '../../ops/aws-errors.ts';
import { healthOf } from '../smoke.ts';
import type { RegionsParts } from './parts.ts';

/** A region, as it is seen from here. */
export interface RegionState {
  readonly region: string;
  readonly guardian: string;
  /** Undefined where the guardian does not say. */
  readonly evacuated: boolean | undefined;
  /** Why the guardian does not say; empty where it does. */
  readonly silence: string;
  /** What is wrong with its `/health`; empty where nothing is. */
  readonly trouble: string;
}

/** Every region of the stage, all asked at once: one that does not answer keeps nobody waiting for the others. */
export const survey = ({ stage, ...parts }: RegionsParts): Promise<readonly RegionState[]> =>
  Promise.all(stage.regions.map((region) => stateOf({ stage, ...parts }, region)));

async function stateOf({ stage, evacuations, fetch }: RegionsParts, region: string): Promise<RegionState> {
  const [written, trouble] = await Promise.all([
    evacuations.has(region).then(
      (evacuated) => ({ evacuated, silence: '' }),
      (error: unknown) => ({ evacuated: undefined, silence: String(Object(explained(error)).message) }),
    ),
    healthOf(`https://${regionalName(stage.domain, region)}`, region, fetch),
  ]);
  return { region, guardian: guardianOf(stage, region), ...written, trouble };
}

/** Gets traffic, as far as can be seen. */
export const isInService = ({ evacuated, trouble }: RegionState): boolean => evacuated !== true && trouble === '';
