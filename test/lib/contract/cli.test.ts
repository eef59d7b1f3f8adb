import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Edit, edited } from './contract.ts';
import { changed } from './events/folder.ts';

const root = join(import.meta.dirname, '../../..');

interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

function run(...args: readonly string[]): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['packages/penstock/contract/cli.ts', ...args],
      { cwd: root },
      (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
      },
    );
  });
}

function broken(...edits: readonly Edit[]): string {
  return join(changed({ file: 'openapi.yaml', text: edited(...edits) }), 'openapi.yaml');
}

/** `file:line:column` of a value in the line that holds a text. */
function placeOf(file: string, line: string, value: string): string {
  const lines = readFileSync(file, 'utf8').split('\n');
  const index = lines.findIndex((candidate) => candidate.includes(line));
  return `${file}:${index + 1}:${(lines[index]?.indexOf(value) ?? -1) + 1}`;
}

describe('the contract command', () => {
  it('prints what every operation promises when there is nothing to find', async () => {
    const { code, stdout, stderr } = await run('check');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('contract/openapi.yaml: Orders 1.0.0, 12 operations, 6 events, 4 consumers, no findings');
    expect(stdout).toMatch(
      /^createOrder +POST \/v1\/orders +orders:write +200\/s, burst 400 +3 s +required +99.95%, p99 250 ms$/m,
    );
    expect(stdout).toMatch(/^getHealth +GET \/health +- /m);
    expect(stdout).toMatch(
      /^capturePayment +payments +orders\.order\.placed\.v1 +10 s +60 s +20 x 5 +14400 s, 249 receives/m,
    );
    expect(stdout).toMatch(/^deliverWebhook +webhook-delivery, fair +webhooks\.delivery\.requested\.v1 /m);
  });

  it('fails on a broken contract with every finding and no stack', async () => {
    const file = broken({ from: 'timeout: 3', to: 'timeout: 40' }, { from: 'p99: 400', to: 'p99: fast' });
    const { code, stdout, stderr } = await run('check', '--file', file);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const timeout = placeOf(file, 'timeout: 40', '40');
    const p99 = placeOf(file, 'p99: fast', 'fast');
    expect(stderr).toContain(`${timeout}  timeout    expected a timeout of at most 28 s, received 40`);
    expect(stderr).toContain(`${p99}  extension  expected an integer, received "fast"`);
    expect(stderr).toMatch(/^2 findings$/m);
    expect(stderr).not.toMatch(/\n\s+at .*\.ts/);
  });

  it.each([
    ['check', /^npm run contract -- \[OPTIONS\]\n[\s\S]*--file FILE .*default: contract\/orders\.openapi\.yaml/],
    ['generate', /^npm run generate -- \[OPTIONS\]\n[\s\S]*--check /],
  ])('explains %s', async (command, help) => {
    const { code, stdout } = await run(command, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(help);
  });

  it('says that the generated files are in step', async () => {
    const { code, stdout } = await run('generate', '--check');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: 'Generated files are in step with contract/openapi.yaml\n',
    });
  });

  it('fails on generated files out of step and names them', async () => {
    const file = broken({ after: 'operationId: listOrders', from: 'maximum: 100', to: 'maximum: 50' });
    const { code, stderr } = await run('generate', '--check', '--file', file);
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^Not in step with .*orders\.openapi\.yaml:\n {2}functions\/generated\/validators\/listOrders\.js\n/,
    );
    expect(stderr).toContain('Run `npm run generate` and commit the result.');
  });

  it('fails on broken events and consumers with every finding and no stack', async () => {
    const folder = changed(
      { file: 'events/consumers.yaml', from: 'concurrency: 20', to: 'concurrency: 2000' },
      { file: 'events/orders.order.paid.v1.schema.json', from: '"minLength": 1,', to: '' },
      { file: 'events/orders.order.paid.v1.schema.json', from: '"maxLength": 128', to: '"minLength": 1' },
    );
    const { code, stdout, stderr } = await run('check', '--file', join(folder, 'openapi.yaml'));
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /events\/orders\.order\.paid\.v1\.schema\.json:13:15 +bounded +expected this string to have maxLength/,
    );
    expect(stderr).toMatch(/events\/consumers\.yaml:15:18 +range +capturePayment: expected concurrency from 2 to 1000/);
    expect(stderr).toMatch(/^2 findings$/m);
    expect(stderr).not.toMatch(/\n\s+at .*\.ts/);
  });

  it('fails on a document of the events out of step and names it', async () => {
    const folder = changed({ file: 'events/asyncapi.json', from: '3.0.0', to: '2.6.0' });
    const { code, stderr } = await run('generate', '--check', '--file', join(folder, 'openapi.yaml'));
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Not in step with .*orders\.openapi\.yaml:\n {2}.*events\/asyncapi\.json\nRun /);
  });

  it.each([
    ['no command', [], 'expected the command check or generate, received none'],
    ['an unknown command', ['lint'], 'expected the command check or generate, received "lint"'],
    ['a second command', ['check', 'generate'], '"generate" is no option, and no word is expected here.'],
    ['an unknown flag', ['generate', '--chek'], 'There is no option --chek; did you mean --check?'],
    ['a flag without its value', ['check', '--file'], '--file takes a value'],
    ["a flag of the other command's", ['check', '--check'], 'There is no option --check'],
  ])('fails on %s with one message', async (_, args, message) => {
    const { code, stdout, stderr } = await run(...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
