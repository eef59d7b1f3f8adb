import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { missingProgram } from './missing-program.ts';
import { UserError } from './user-error.ts';

const run = promisify(execFile);

/** What git prints. Rejects as `execFile` does where it fails. @throws UserError where there is no git */
export async function git(cwd: string, ...args: readonly string[]): Promise<string> {
  try {
    return (await run('git', [...args], { cwd, maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch (error) {
    throw missingProgram('git', error);
  }
}

/**
 * The commit that a revision names.
 *
 * @param asked how a message names what was given, such as `--base`
 * @throws UserError where git knows none
 */
export async function commitOf(revision: string, root: string, asked: string): Promise<string> {
  try {
    return (await git(root, 'rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`)).trim();
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(
      `${asked} names no revision of this repository.\n    received ${revision}\n    expected a branch, a tag or a commit\n    fix      git fetch it; a shallow checkout has only its own`,
    );
  }
}
