import { join } from 'node:path';
import { UserError } from '../cli/user-error.ts';
import { readAssembly } from './assembly.ts';
import type { DeployParts } from './parts.ts';
import { preflight } from './preflight/preflight.ts';
import { report } from './preflight/report.ts';
import { releaseId } from './releases.ts';
import { runSteps } from './run-steps.ts';
import { stepsOf } from './steps.ts';
import { synthesizeStage } from './synthesize.ts';
import { unprotectedOf } from './unprotected.ts';

export interface DeployOptions {
  /** Alone, and the data before it; every region of the stage by default. */
  readonly region?: string;
  readonly now: Date;
}

/**
 * Deploys a stage: what may stop it is looked for first, then data, then region after region, each of which has to serve
 * before the next. What no deployment had made is protected at the end. It can be repeated at any time.
 *
 * @throws UserError that says where it stopped, and the next command
 */
export async function deploy(parts: DeployParts, { region, now }: DeployOptions): Promise<void> {
  const { stage, console, releases, folder } = parts;
  const again = `npm run deploy -- --stage ${stage.name}${region === undefined ? '' : ` --region ${region}`}`;
  const whole = await synthesizeStage(parts, join(folder, 'protected'));
  const stacks = readAssembly(whole);
  const cloud = parts.cloud(stacks);
  const found = await preflight({ stage, stacks, cloud, fetch: parts.fetch });
  report(stage.name, found, console);

  const unprotected = stage.deletionProtection ? unprotectedOf(found.deployed) : [];
  const first = unprotected.length === 0 ? whole : await synthesizeStage(parts, join(folder, 'first'), unprotected);
  const steps = stepsOf(stage, readAssembly(first), region === undefined ? stage.regions : [region]);
  const id = releaseId(stacks);
  const back = releases.all().some((one) => !one.withdrawn && one.id !== id)
    ? { back: `npm run rollback -- --stage ${stage.name}` }
    : {};
  releases.attempt(id);
  await runSteps(parts, { folder: first, steps, imports: found.imports, cloud, again, ...back });
  if (unprotected.length > 0) await protect(parts, whole, unprotected, again);
  releases.keep(id, whole, now);
  console.print(`Stage ${stage.name} is deployed: release ${id}.`);
}

/** Turns on what the first deployment had to go without. */
async function protect(
  { cdk, console, stage }: DeployParts,
  folder: string,
  unprotected: readonly string[],
  again: string,
): Promise<void> {
  const names = readAssembly(folder).map(({ name }) => name);
  console.print(`Protecting ${unprotected.join(', ')}`);
  const args = ['--app', folder, '--exclusively', '--require-approval', 'never', '--progress', 'events'];
  const code = await cdk([
    'deploy',
    ...names,
    ...args,
    ...(stage.removal === 'retain' ? ['--import-existing-resources'] : []),
  ]);
  if (code === 0) return;
  throw new UserError(
    `Stage ${stage.name} serves, but is not protected from deletion yet: cdk deploy ended with ${code}.\n    fix      mend what it says above, then ${again}`,
  );
}
