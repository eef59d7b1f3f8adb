import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createApp } from '../../packages/create-penstock/create.ts';
import { petstore } from '../../packages/penstock/test/init/petstore.ts';

const page = readFileSync('docs/how-to/bring-a-contract.md', 'utf8');
/** The commands of the page, in their order. */
const commands = [...page.matchAll(/^```sh\n(.*?)\n```/gms)].flatMap(([, block = '']) => block.split('\n'));
const penstock = join(process.cwd(), 'packages/penstock/cli/penstock.js');

const parent = mkdtempSync(join(tmpdir(), 'penstock-bring-'));
const folder = join(parent, 'pets');
let running: ChildProcess | undefined;

beforeAll(async () => {
  await createApp({ folder, kind: 'empty' });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(parent, 'petstore.yaml'), petstore);
});
afterAll(async () => {
  if (running !== undefined) {
    const ended = new Promise((resolve) => running?.once('close', resolve));
    running.kill('SIGTERM');
    await ended;
  }
  rmSync(parent, { recursive: true });
});

function run(line: string, more: readonly string[] = []) {
  const args = line.replace(/^(npx penstock|npm run) /, '').split(' ');
  const { status, stdout, stderr } = spawnSync(process.execPath, [penstock, ...args, ...more], {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

function started(): Promise<string> {
  const child = spawn(process.execPath, [penstock, 'start', '--port', '0', '--no-watch'], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  return new Promise((resolve, reject) => {
    createInterface(child.stdout).on('line', (line) => {
      const port = /is ready on http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
      if (port !== undefined) resolve(port);
    });
    child.once('close', () => reject(new Error('it did not start')));
  });
}

describe('how to bring a contract', () => {
  it('has the commands of this test', () => {
    expect(commands).toEqual([
      'npm create penstock@latest pets -- --empty',
      'cd pets',
      'npm install',
      'npx penstock init ../petstore.yaml',
      'npx penstock init ../petstore.yaml --out contract/openapi.yaml --force',
      'npx penstock new handlers',
      'npm start',
      'npm run examples',
    ]);
  });

  it('leads from a document to an API that answers as it promises', async () => {
    const [, , , look = '', take = '', handlers = '', , examples = ''] = commands;
    expect(run(look)).toMatchObject({ status: 0, stdout: expect.stringContaining('+x-penstock:') });
    expect(run(take)).toMatchObject({ status: 0, stdout: expect.stringContaining('mend all but 0.') });
    expect(run(handlers)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('functions/pets/entry/http/listPets.ts'),
    });
    expect(run(handlers)).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/^Every operation of contract\/openapi\.yaml has a function/),
    });
    expect(run('npx penstock generate --check')).toMatchObject({ status: 0 });
    const port = await started();
    expect(run(examples, ['--port', port])).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('4 of 4 operations answer as the contract promises'),
    });
  }, 120_000);
});
