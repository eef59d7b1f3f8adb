import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { nativeBundle, nativeEntry } from '../../build/native-entry.ts';
import { optionsFor } from '../../build/options.ts';
import { recordOf } from '../../build/record.ts';

const root = mkdtempSync(join(tmpdir(), 'penstock-native-entry-'));
const authorizer = 'functions/access/entry/authorizer/authorizer.ts';
const services = ['functions/a/entry/rpc/oneService.ts', 'functions/b/entry/rpc/otherService.ts'];

beforeAll(() => {
  for (const file of [authorizer, ...services]) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), `export const handler = { hosted: ${JSON.stringify(`of ${file}`)} };`);
  }
  symlinkSync(join(import.meta.dirname, '../../../../node_modules'), join(root, 'node_modules'), 'junction');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('is the handlers of all services and the authorizer, in one bundle that is known by its sources', async () => {
  const sources = { root, entries: { [nativeBundle]: nativeEntry(authorizer, services) }, checkAnswers: false };
  const result = await build(optionsFor(sources, join(root, 'out')));
  const [output] = result.outputFiles;
  for (const file of [authorizer, ...services]) expect(output?.text).toContain(`of ${file}`);
  const inputs = recordOf(sources, result).functions[nativeBundle]?.inputs ?? [];
  expect(inputs).toEqual(expect.arrayContaining([authorizer, ...services]));
  expect(inputs.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});
