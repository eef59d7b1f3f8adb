import type { Values } from '../cli/options.ts';
import { UserError } from '../cli/user-error.ts';
import type { Stage } from '../constructs/stage/stage.ts';

export interface Wish {
  readonly stage: Values[string];
  readonly region?: Values[string];
  /** Where AWS is asked, if not in AWS: `AWS_ENDPOINT_URL`. */
  readonly endpoint: string | undefined;
}

const isLoopback = (endpoint: string | undefined): boolean =>
  endpoint !== undefined && /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(\/|$)/.test(endpoint);

/**
 * The stage that is to be deployed. One that runs on a laptop goes to a local cloud alone, and a local cloud gets no other: its functions
 * would call providers that are real.
 *
 * @throws UserError that says which stages there are, or which regions
 */
export function stageNamed(stages: Readonly<Record<string, Stage>>, { stage: name, region, endpoint }: Wish): Stage {
  const isLocal = isLoopback(endpoint);
  const known = Object.keys(stages).filter((one) => (stages[one]?.local === true) === isLocal);
  const stage = known.includes(String(name)) ? stages[String(name)] : undefined;
  if (stage === undefined) {
    const received = name === undefined ? 'nothing' : JSON.stringify(name);
    const where = isLocal ? `to the local cloud of AWS_ENDPOINT_URL` : 'to AWS';
    throw new UserError(
      `--stage is a stage that is deployed ${where}.\n    received ${received}\n    expected one of ${known.join(', ')}`,
    );
  }
  if (region === undefined || stage.regions.includes(String(region))) return stage;
  throw new UserError(
    `--region is a region of stage ${stage.name}.\n    received ${JSON.stringify(region)}\n    expected one of ${stage.regions.join(', ')}`,
  );
}
