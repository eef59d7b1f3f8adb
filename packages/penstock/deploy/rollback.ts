import { UserError } from '../cli/user-error.ts';
import { readAssembly } from './assembly.ts';
import type { DeployParts } from './parts.ts';
import { preflight } from './preflight/preflight.ts';
import { report } from './preflight/report.ts';
import type { Release } from './releases.ts';
import { runSteps } from './run-steps.ts';
import { type Step, stepsOf } from './steps.ts';

export interface RollbackOptions {
  readonly region?: string;
  /** The release to go back to; the last that served, beside the one that was tried last. */
  readonly to?: string;
  /** An assembly from elsewhere instead, such as what a pipeline kept. */
  readonly assembly?: string;
}

/**
 * Deploys an earlier release again, region by region. Data stays as it is: it has been written since, and nothing takes
 * that back. Of a region what serves goes first: the earlier API makes no event that the later relay does not know.
 *
 * @throws UserError where there is no release to go back to, or a step fails
 */
export async function rollback(parts: DeployParts, { region, to, assembly }: RollbackOptions): Promise<void> {
  const { stage, releases, console } = parts;
  const bad = releases.attempted();
  const release = assembly === undefined ? chosen(parts, to, bad) : undefined;
  const folder = assembly ?? release?.folder ?? '';
  const stacks = readAssembly(folder);
  const again = `npm run rollback -- --stage ${stage.name}${argument('to', release?.id)}${argument('assembly', assembly)}${argument('region', region)}`;
  const steps = stepsOf(stage, stacks, region === undefined ? stage.regions : [region])
    .filter((step) => step.region !== undefined)
    .map((step): Step => ({ ...step, stacks: step.stacks.toReversed() }));
  const rolled = steps.flatMap((step) => step.stacks);
  if (rolled.length === 0)
    throw new UserError(`${folder} holds no stack of stage ${stage.name}.\n    fix      name another assembly`);
  const cloud = parts.cloud(stacks);
  const found = await preflight({ stage, stacks: rolled, cloud, fetch: parts.fetch });
  report(stage.name, found, console);
  console.print(
    `Back to ${release === undefined ? folder : `release ${release.id} of ${release.deployedAt}`}; data stays as it is.`,
  );
  await runSteps(parts, { folder, steps, imports: found.imports, cloud, again });
  if (region !== undefined || release === undefined) return;
  if (bad !== undefined && bad !== release.id) releases.withdraw(bad);
  releases.attempt(release.id);
}

const argument = (name: string, value: string | undefined): string =>
  value === undefined ? '' : ` --${name} ${value}`;

function chosen({ releases, stage }: DeployParts, to: string | undefined, bad: string | undefined): Release {
  const all = releases.all();
  const found =
    to === undefined ? all.find((one) => !one.withdrawn && one.id !== bad) : all.find(({ id }) => id === to);
  if (found !== undefined) return found;
  const known = all.map(({ id, deployedAt }) => `${id} (${deployedAt})`).join(', ') || 'none';
  throw new UserError(
    `There is no release of stage ${stage.name} to go back to on this machine.\n    received ${to ?? 'nothing'}\n    expected one of ${known}\n    fix      name one with --to, an assembly with --assembly, or check out the earlier revision and run npm run deploy -- --stage ${stage.name}`,
  );
}
