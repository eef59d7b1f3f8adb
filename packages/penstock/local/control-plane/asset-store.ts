import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileMode, makePrivateFolder } from '../private-files.ts';
import { unzip } from './zip.ts';

/** What was uploaded for deployments: templates, and the code of functions and tasks. */
export interface AssetStore {
  put(bucket: string, key: string, content: Buffer): void;
  get(bucket: string, key: string): Buffer | undefined;
  /** By key: of an archive the folder with what it holds, of anything else the file. */
  paths(): ReadonlyMap<string, string>;
  close(): void;
}

/** @param folder where it outlives this process; absent: nowhere */
export function createAssetStore(folder?: string): AssetStore {
  const temporary = folder === undefined ? mkdtempSync(join(tmpdir(), 'penstock-assets-')) : undefined;
  const root = folder ?? temporary ?? '';
  makePrivateFolder(root);
  const paths = new Map<string, string>();
  const fileOf = (bucket: string, key: string) =>
    join(root, `${encodeURIComponent(bucket)}+${encodeURIComponent(key)}`);
  return {
    put: (bucket, key, content) => {
      const file = fileOf(bucket, key);
      paths.set(key, file);
      if (key.endsWith('.zip')) {
        const target = join(root, `${encodeURIComponent(key)}.files`);
        makePrivateFolder(target);
        unzip(content, target);
        paths.set(key, target);
      }
      writeFileSync(file, content, { mode: fileMode });
    },
    get: (bucket, key) => {
      const file = fileOf(bucket, key);
      return existsSync(file) ? readFileSync(file) : undefined;
    },
    paths: () => paths,
    close: () => {
      if (temporary !== undefined) rmSync(temporary, { recursive: true, force: true });
    },
  };
}
