import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { runCommandHere } from '../../testkit/command.ts';
import { petstore } from './petstore.ts';

const command = join(import.meta.dirname, '../../init/main.ts');
let folder = '';

const init = (...args: string[]) => runCommandHere(command, args, { cwd: folder });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'));
  writeFileSync(join(folder, 'pets.yaml'), petstore);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('shows the difference and writes nothing, or writes the contract', async () => {
  const { code, stdout } = await init('pets.yaml');
  expect(code).toBe(0);
  expect(stdout).toMatch(/\n\+x-penstock:\n(?:\+ +# review\n)?\+ {2}throttle:\n/);
  expect(stdout).toMatch(/\n\d+ findings; \d+ changes would mend all but 0\.\n/);
  expect(readFileSync(join(folder, 'pets.yaml'), 'utf8')).toBe(petstore);

  expect(await init('pets.yaml', '--out', 'contract/openapi.yaml')).toMatchObject({ code: 0, stderr: '' });
  expect(existsSync(join(folder, 'contract/openapi.yaml'))).toBe(true);
  const again = await init('pets.yaml', '--out', 'contract/openapi.yaml');
  expect(again).toMatchObject({ code: 1, stdout: '' });
  expect(again.stderr).toMatch(/^--out names a file that is there\./);
});

test.each([
  ['no contract', [], /^It takes a CONTRACT: the document/],
  [
    'a file that is not there',
    ['nowhere.yaml'],
    /^There is no document to read\.\n {4}received nowhere\.yaml \(no such file\)/,
  ],
  ['a folder', ['.'], /received \. \(a folder\)/],
  ['what is no document', ['broken.yaml'], /broken\.yaml:1:\d+ +yaml/],
])('%s is one clear message', async (_, args, message) => {
  writeFileSync(join(folder, 'broken.yaml'), 'a: [');
  const { code, stdout, stderr } = await init(...args);
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  expect(stderr).toMatch(message);
});
