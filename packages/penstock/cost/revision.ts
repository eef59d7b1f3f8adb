import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { commitOf, git } from '../cli/git.ts';
import { UserError } from '../cli/user-error.ts';
import { LocalError } from '../local/problems.ts';
import { synthesize } from '../local/synthesize.ts';

export interface RevisionOptions {
  readonly revision: string;
  readonly stage: string;
  readonly outDir: string;
  /** The folder of the app. */
  readonly root: string;
}

/**
 * Synthesizes a stage as a revision of the repository has it, in a worktree of its own that is gone afterwards, with the
 * packages that are installed now.
 *
 * @throws UserError where git knows no such revision, or it does not synthesize
 */
export async function synthesizeRevision({ revision, stage, outDir, root }: RevisionOptions): Promise<void> {
  const commit = await commitOf(revision, root, '--base');
  const top = realpathSync((await git(root, 'rev-parse', '--show-toplevel')).trim());
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'penstock-base-')));
  const tree = join(folder, 'tree');
  const app = join(tree, relative(top, realpathSync(root)));
  const before = process.cwd();
  try {
    await git(root, 'worktree', 'add', '--quiet', '--detach', tree, commit);
    linkModules(join(root, 'node_modules'), join(app, 'node_modules'), top, tree);
    process.chdir(app);
    await synthesize({ stage, outDir });
  } catch (error) {
    if (!(error instanceof LocalError)) throw error;
    throw new UserError(`${revision} does not synthesize stage ${stage}: ${error.message}`, { cause: error });
  } finally {
    process.chdir(before);
    rmSync(folder, { recursive: true, force: true });
    await git(root, 'worktree', 'prune');
  }
}

/** The installed packages; those that are links into the repository, of workspaces, lead into the worktree instead. */
function linkModules(from: string, to: string, top: string, tree: string): void {
  mkdirSync(to, { recursive: true });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const path = join(from, entry.name);
    const installed = realpathSync(from) + sep;
    if (entry.isDirectory() && entry.name.startsWith('@')) linkModules(path, join(to, entry.name), top, tree);
    else {
      const real = realpathSync(path);
      const isWorkspace = entry.isSymbolicLink() && real.startsWith(top + sep) && !real.startsWith(installed);
      symlinkSync(isWorkspace ? join(tree, relative(top, real)) : real, join(to, entry.name));
    }
  }
}
