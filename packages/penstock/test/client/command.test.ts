import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { contractFile } from '../contract/contract.ts';

const command = join(import.meta.dirname, '../../client/main.ts');
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'penstock-app-'));
  cpSync(dirname(contractFile), join(folder, 'contract'), { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: readonly string[]) =>
  new Promise<{ code: number; stdout: string; stderr: string }>((resolve) => {
    execFile(process.execPath, [command, ...args], { cwd: folder }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });

describe('the client command', () => {
  it('writes a client with a copy of its core, says when it is out of step, and touches nothing else', async () => {
    const shop = join(folder, 'shop');
    expect(await run('--out', 'shop', '--standalone')).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^The client brought in step, \d+ files written with contract\/openapi.yaml\n {2}shop\/client.ts\n/,
      ),
      stderr: '',
    });
    expect(readFileSync(join(shop, 'client.ts'), 'utf8')).toContain("from './penstock-client/index.ts';");
    const copied = readdirSync(join(shop, 'penstock-client'));
    expect(copied).toEqual(expect.arrayContaining(['index.ts', 'client.ts']));
    expect(copied.filter((file) => !file.endsWith('.ts'))).toEqual([]);

    writeFileSync(join(shop, 'own.ts'), '');
    writeFileSync(join(shop, 'client.ts'), '');
    expect(await run('--out', 'shop', '--standalone', '--check')).toEqual({
      code: 1,
      stdout: '',
      stderr:
        'Not in step with contract/openapi.yaml:\n  shop/client.ts\nRun `npm run client -- --out shop --standalone` and commit the result.\n',
    });
    expect(readFileSync(join(shop, 'client.ts'), 'utf8')).toBe('');
    expect(existsSync(join(shop, 'own.ts'))).toBe(true);
  });

  it('fails without a folder, and for a contract with findings', async () => {
    expect(await run()).toEqual({
      code: 1,
      stdout: '',
      stderr: expect.stringMatching(/^It takes a folder\.\n {4}received no --out\n/),
    });
    const file = join(folder, 'contract/openapi.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('operationId: getHealth', 'operationId: get-health'));
    const { code, stderr } = await run('--out', 'shop');
    expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining('contract/openapi.yaml:') });
    expect(stderr).not.toMatch(/main\.ts:\d+/);
    expect(existsSync(join(folder, 'shop'))).toBe(false);
  });
});
