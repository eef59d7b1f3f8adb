import { globSync, readFileSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { GeneratedFile } from '../contract/generate/generated-file.ts';
import { corePackage } from './module.ts';

/** The modules of penstock-client, and which of them a client imports, relative to the client. */
export interface CoreFiles {
  readonly entry: string;
  readonly files: readonly GeneratedFile[];
}

/** The package as it is installed here: JavaScript with its declarations, in a checkout of Penstock TypeScript. */
export function coreFiles(): CoreFiles {
  const entry = fileURLToPath(import.meta.resolve(corePackage));
  const folder = dirname(entry);
  const files = globSync('*.{ts,js}', { cwd: folder }).toSorted();
  return {
    entry: `./${corePackage}/${basename(entry)}`,
    files: files.map((file) => ({
      path: `${corePackage}/${file}`,
      content: readFileSync(`${folder}/${file}`, 'utf8'),
    })),
  };
}
