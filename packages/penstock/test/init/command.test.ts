import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { petstore } from './petstore.ts';

const cli = join(import.meta.dirname, '../../cli/commands.ts');
let folder = '';

function init(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'init', ...args], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'init-'));
  writeFileSync(join(folder, 'pets.yaml'), petstore);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('shows the difference and writes nothing, or writes the contract', () => {
  const { status, stdout } = init('pets.yaml');
  expect(status).toBe(0);
  expect(stdout).toContain('\n+x-penstock:\n+  throttle:\n');
  expect(stdout).toMatch(/\n\d+ findings; \d+ changes would mend all but 0\.\n/);
  expect(readFileSync(join(folder, 'pets.yaml'), 'utf8')).toBe(petstore);

  expect(init('pets.yaml', '--out', 'contract/openapi.yaml')).toMatchObject({ status: 0, stderr: '' });
  expect(existsSync(join(folder, 'contract/openapi.yaml'))).toBe(true);
  const again = init('pets.yaml', '--out', 'contract/openapi.yaml');
  expect(again).toMatchObject({ status: 1, stdout: '' });
  expect(again.stderr).toMatch(/^--out names a file that is there\./);
});

test.each([
  ['no contract', [], /^It takes a CONTRACT: the document/],
  [
    'a file that is not there',
    ['nowhere.yaml'],
    /^There is no document to read\.\n {4}received nowhere\.yaml \(ENOENT\)/,
  ],
  ['a folder', ['.'], /received \. \(EISDIR\)/],
  ['what is no document', ['broken.yaml'], /broken\.yaml:1:\d+ +yaml/],
])('%s is one clear message', (_, args, message) => {
  writeFileSync(join(folder, 'broken.yaml'), 'a: [');
  const { status, stdout, stderr } = init(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).toMatch(message);
});
