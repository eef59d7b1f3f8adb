import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A file of a client's operations and fragments. */
export interface DocumentFile {
  readonly file: string;
  readonly text: string;
}

/** The files of a folder and of the folders in it, by name; none where it is not there. */
export const readDocuments = (folder: string): readonly DocumentFile[] =>
  globSync('**/*.{graphql,gql}', { cwd: folder })
    .map((name) => name.replaceAll('\\', '/'))
    .toSorted()
    .map((name) => ({ file: join(folder, name), text: readFileSync(join(folder, name), 'utf8') }));
