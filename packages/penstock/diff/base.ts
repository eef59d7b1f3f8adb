import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { commitOf, git } from '../cli/git.ts';
import { inTemporaryFolder } from '../cli/temporary-folder.ts';
import { UserError } from '../cli/user-error.ts';
import { type ContractSide, readSide } from './side.ts';

export interface BaseOptions {
  /** A file, or a revision of the repository. */
  readonly base: string;
  /** The contract, relative to the root: where a revision has it too. */
  readonly file: string;
  /** The folder of the app. */
  readonly root: string;
}

/** The contract that is compared with, and how places in it are named. */
export interface Base extends ContractSide {
  readonly named: (file: string) => string;
}

/**
 * Reads the contract to compare with.
 *
 * @throws UserError where it names neither, or the revision has no such contract
 * @throws ContractError for what can't be read
 */
export async function readBase({ base, file, root }: BaseOptions): Promise<Base> {
  if (existsSync(join(root, base)) && /\.(ya?ml|json)$/i.test(base)) {
    return { ...readSide(join(root, base)), named: (name) => name };
  }
  const commit = await commitOf(base, root, 'BASE names no contract, in YAML or JSON, and');
  return inTemporaryFolder(async (folder) => {
    await writeRevision({ commit, from: dirname(file), root, folder });
    if (!existsSync(join(folder, file))) {
      throw new UserError(
        `${base} has no contract.\n    received ${base}:${file}, which is not there\n    expected a revision that has it\n    fix      name a later revision, or --file where it was`,
      );
    }
    const side = readSide(join(folder, file));
    return { ...side, named: (name) => `${base}:${name.slice(folder.length + 1)}` };
  });
}

interface Revision {
  readonly commit: string;
  readonly from: string;
  readonly root: string;
  readonly folder: string;
}

/** The files of one folder, as the commit has them. */
async function writeRevision({ commit, from, root, folder }: Revision): Promise<void> {
  const listed = await git(root, 'ls-tree', '-r', '--name-only', '-z', commit, '--', `${from}/`);
  for (const name of listed.split('\0').filter((path) => path !== '')) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, await git(root, 'show', `${commit}:./${name}`));
  }
}
