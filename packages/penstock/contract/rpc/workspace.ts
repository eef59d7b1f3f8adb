import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Files by their names as imports write them. */
export type ProtoFiles = ReadonlyMap<string, string>;

export function readProtoFiles(folder: string): ProtoFiles {
  const names = globSync('**/*.proto', { cwd: folder }).map((name) => name.replaceAll('\\', '/'));
  return new Map(names.toSorted().map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

/** What every app may import: `penstock/options.proto` and `buf/validate/validate.proto`. */
const kitProtos = join(import.meta.dirname, '../../proto');

const APP = 'app';

/** The app's files are linted and compared; what it imports of the kit is neither. */
const configuration = {
  version: 'v2',
  modules: [
    { path: APP, lint: { use: ['STANDARD'] }, breaking: { use: ['FILE'] } },
    { path: 'kit', lint: { ignore: ['kit'] }, breaking: { ignore: ['kit'] } },
  ],
};

/** A folder that buf takes for a workspace: the files of an app beside those of the kit. It is gone when `work` returns. */
export function inWorkspace<Result>(files: ProtoFiles, work: (folder: string) => Result): Result {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-rpc-'));
  try {
    cpSync(kitProtos, join(folder, 'kit'), { recursive: true });
    mkdirSync(join(folder, APP));
    for (const [name, text] of files) {
      const file = join(folder, APP, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    writeFileSync(join(folder, 'buf.yaml'), JSON.stringify(configuration));
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The name of a file that buf found something in, as imports write it. */
export const nameIn = (path: string): string => path.replaceAll('\\', '/').replace(/^(?:app|kit)\//, '');
