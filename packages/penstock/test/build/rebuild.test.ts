import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { bundle } from '../../build/bundle.ts';
import { programFiles } from '../../build/program.ts';
import { rebuild } from '../../build/rebuild.ts';
import { readRecord } from '../../build/record.ts';
import { UserError } from '../../cli/user-error.ts';

let root: string;
const write = (path: string, text: string) => writeFileSync(join(root, path), text);
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'penstock-build-'));
  write('shared.ts', 'export const shared = (): number => 1;');
  write('types.ts', 'export interface Answer { readonly a: number }');
  write('a.ts', "import { shared } from './shared.ts';\nexport const handler = async () => shared();");
  write('b.ts', 'export const handler = async () => 2;');
});

async function bundled() {
  const recordFile = join(root, 'record.json');
  const entries = { a: 'a.ts', b: 'b.ts' };
  await bundle({ root, outDir: join(root, 'dist'), entries, checkAnswers: false, recordFile });
  return readRecord(recordFile);
}

describe('a function that is bundled again', () => {
  it('is known by every file that it is made of', async () => {
    const { functions } = await bundled();

    expect(functions.a?.inputs.toSorted()).toEqual(['a.ts', 'shared.ts']);
    expect(functions.b?.inputs).toEqual(['b.ts']);
  });

  it('is the one whose files were edited, as the whole bundling would make it', async () => {
    const record = await bundled();
    write('shared.ts', "import { more } from './more.ts';\nexport const shared = () => 41 + more;");
    write('more.ts', 'export const more = 1;');

    const again = await rebuild(record, ['a']);

    expect([...again.changed.keys()]).toEqual(['a']);
    expect(again.record).toEqual(await bundled());
    expect(again.record.functions.a?.inputs).toContain('more.ts');
  });

  it('is not another when nothing of it is', async () => {
    const record = await bundled();
    write('a.ts', "// A remark.\nimport { shared } from './shared.ts';\nexport const handler = async () => shared();");

    expect((await rebuild(record, ['a', 'b'])).changed.size).toBe(0);
  });

  it('fails with file, line and text where it does not compile', async () => {
    const record = await bundled();
    write('b.ts', 'export const handler = async () => (;');

    const building = rebuild(record, ['b']);

    await expect(building).rejects.toThrow(UserError);
    await expect(building).rejects.toThrow(/^b does not compile:[\s\S]*b\.ts:1:/);
  });
});

describe('the files of a program', () => {
  it('are those that it runs, not those that it takes types of, nor what is installed', async () => {
    write(
      'main.ts',
      "import 'yaml';\nimport type { Answer } from './types.ts';\nawait import('./stacks.ts');\nexport const a: Answer = { a: 1 };",
    );
    write('stacks.ts', "import { shared } from './shared.ts';\nshared();");

    expect([...(await programFiles(root, 'main.ts'))].toSorted()).toEqual(['main.ts', 'shared.ts', 'stacks.ts']);
  });

  it('fail with the place where it does not compile', async () => {
    write('main.ts', 'import ');

    await expect(programFiles(root, 'main.ts')).rejects.toThrow(/^main\.ts does not compile:[\s\S]*main\.ts:1:/);
  });
});
