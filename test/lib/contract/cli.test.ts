import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Edit, edited } from './contract.ts';

const root = join(import.meta.dirname, '../../..');

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['lib/contract/cli.ts', ...args], { cwd: root }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function broken(...edits: readonly Edit[]): string {
  const file = join(mkdtempSync(join(tmpdir(), 'penstock-cli-')), 'orders.yaml');
  writeFileSync(file, edited(...edits));
  return file;
}

describe('the contract command', () => {
  it('prints what every operation promises when there is nothing to find', async () => {
    const { code, stdout, stderr } = await run('check');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('contract/orders.openapi.yaml: Orders 1.0.0, 6 operations, no findings');
    expect(stdout).toMatch(
      /^createOrder +POST \/v1\/orders +orders:write +200\/s, burst 400 +3 s +required +99.95%, p99 250 ms$/m,
    );
    expect(stdout).toMatch(/^getHealth +GET \/health +- /m);
  });

  it('fails on a broken contract with every finding and no stack', async () => {
    const file = broken({ from: 'timeout: 3', to: 'timeout: 40' }, { from: 'p99: 400', to: 'p99: fast' });
    const { code, stdout, stderr } = await run('check', '--file', file);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/orders\.yaml:23:12 {2}timeout {4}expected a timeout of at most 28 s, received 40/);
    expect(stderr).toMatch(/orders\.yaml:87:42 {2}extension {2}expected an integer, received "fast"/);
    expect(stderr).toMatch(/^2 findings$/m);
    expect(stderr).not.toMatch(/\n\s+at .*\.ts/);
  });

  it('says that the generated files are in step', async () => {
    const { code, stdout } = await run('generate', '--check');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'Generated files are in step with contract/orders.openapi.yaml\n',
    });
  });

  it('fails on generated files out of step and names them', async () => {
    const file = broken({ after: 'operationId: listOrders', from: 'maximum: 100', to: 'maximum: 50' });
    const { code, stderr } = await run('generate', '--check', '--file', file);
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Not in step with .*orders\.yaml:\n {2}functions\/generated\/validators\/listOrders\.js\n/);
    expect(stderr).toContain('Run `npm run generate` and commit the result.');
  });

  it.each([
    ['no command', [], 'expected the command check or generate, received none'],
    ['an unknown command', ['lint'], 'expected the command check or generate, received "lint"'],
    ['a second command', ['check', 'generate'], 'expected one command, received also "generate"'],
    ['an unknown flag', ['check', '--fix'], "Unknown option '--fix'"],
    ['a flag without its value', ['check', '--file'], "Option '--file <value>' argument missing"],
    ["a flag of the other command's", ['check', '--check'], '--check belongs to generate only'],
  ])('fails on %s with one message', async (_, args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toContain('Usage: npm run contract');
  });
});
