import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Change } from '../../../local/watch/scan.ts';
import { type Watcher, watchFiles } from '../../../local/watch/watcher.ts';
import { eventually } from '../fixtures/eventually.ts';

let root: string;
let watcher: Watcher;
const seen: Change[] = [];
const write = (path: string, text: string) => writeFileSync(join(root, path), text);

beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), 'penstock-watch-'));
  seen.length = 0;
  for (const folder of ['functions/things', 'other']) mkdirSync(join(root, folder), { recursive: true });
  for (const path of ['functions/things/a.ts', 'other/watched.ts', 'other/stranger.ts', 'cdk.json']) write(path, '1');
  watcher = await watchFiles({
    root,
    watched: { folders: ['functions', 'missing'], files: ['cdk.json', 'other/watched.ts'] },
    changed: (changes) => seen.push(...changes),
    failed: (error) => {
      throw error;
    },
    settleMs: 10,
  });
});
afterEach(() => {
  watcher.close();
  rmSync(root, { recursive: true });
});

/** Until every one of these was heard of, and nothing else. */
async function saw(...changes: readonly (readonly [path: string, kind: Change['kind']])[]): Promise<void> {
  const wanted = changes.map(([path, kind]) => `${kind} ${path}`).toSorted();
  await eventually(heard, (found) => wanted.every((change) => found.includes(change)));
  expect(heard()).toEqual(wanted);
}
const heard = () => [...new Set(seen.map(({ path, kind }) => `${kind} ${path}`))].toSorted();

describe('a watcher of files', () => {
  it('hears of one that is written, in a folder and alone', async () => {
    write('functions/things/a.ts', '22');
    write('cdk.json', '22');

    await saw(['functions/things/a.ts', 'changed'], ['cdk.json', 'changed']);
  });

  it('hears of one that an editor replaces, each time', async () => {
    for (const text of ['22', '333']) {
      seen.length = 0;
      write('other/draft', text);
      renameSync(join(root, 'other/draft'), join(root, 'functions/things/a.ts'));
      await saw(['functions/things/a.ts', 'changed']);
    }
  });

  it('hears of files in a folder that is new, and of one that is removed', async () => {
    mkdirSync(join(root, 'functions/more'));
    write('functions/more/b.ts', '1');
    await saw(['functions/more/b.ts', 'added']);
    seen.length = 0;
    write('functions/more/b.ts', '22');
    rmSync(join(root, 'functions/things/a.ts'));

    await saw(['functions/more/b.ts', 'changed'], ['functions/things/a.ts', 'removed']);
  });

  it('hears nothing of what is beside a file that is watched alone', async () => {
    write('other/stranger.ts', '22');
    write('other/watched.ts', '22');

    await saw(['other/watched.ts', 'changed']);
  });

  it('takes as seen what it is told to, and nothing else', async () => {
    write('functions/things/a.ts', '22');
    write('functions/things/ours.ts', '1');
    await watcher.absorb((path) => path.endsWith('ours.ts'));

    await saw(['functions/things/a.ts', 'changed']);
  });

  it('follows other files from when it is told to', async () => {
    await watcher.follow({ folders: [], files: ['other/stranger.ts'] });
    write('functions/things/a.ts', '22');
    write('other/stranger.ts', '22');

    await saw(['other/stranger.ts', 'changed']);
  });
});
