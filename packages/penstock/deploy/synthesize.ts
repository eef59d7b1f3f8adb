import { UserError } from '../cli/user-error.ts';
import type { DeployParts } from './parts.ts';

/**
 * Synthesizes the stage into a folder, without the protection of what is not there yet.
 *
 * @returns the folder
 * @throws UserError where the CLI fails
 */
export async function synthesizeStage(
  { cdk, stage, localOrigin }: Pick<DeployParts, 'cdk' | 'stage' | 'localOrigin'>,
  folder: string,
  unprotected: readonly string[] = [],
): Promise<string> {
  const context = [
    ...(unprotected.length === 0 ? [] : ['-c', `unprotected=${unprotected.join(',')}`]),
    ...(localOrigin === undefined ? [] : ['-c', `localOrigin=${localOrigin}`]),
  ];
  const code = await cdk(['synth', '--quiet', '-c', `stage=${stage.name}`, ...context, '--output', folder]);
  if (code === 0) return folder;
  throw new UserError(
    `Stage ${stage.name} cannot be synthesized: cdk synth ended with ${code}, and says why above.\n    fix      mend that; nothing was deployed`,
  );
}
