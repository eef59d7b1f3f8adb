import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { runCommandHere } from '../../testkit/command.ts';
import { type Edit, edited } from './contract.ts';
import { type Change, changed } from './events/folder.ts';

const command = join(import.meta.dirname, '../../contract/cli.ts');
const folders: string[] = [];

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** The folder of an app with the sample's contract, changed. */
function app(...changes: readonly Change[]): string {
  const folder = mkdtempSync(join(tmpdir(), 'penstock-app-'));
  folders.push(folder);
  cpSync(changed(...changes), join(folder, 'contract'), { recursive: true });
  return folder;
}

const file = 'contract/openapi.yaml';
const broken = (...edits: readonly Edit[]): string => app({ file: 'openapi.yaml', text: edited(...edits) });

const run = (cwd: string, ...args: readonly string[]) => runCommandHere(command, args, { cwd });

/** `file:line:column` of a value in the line of an app's contract that holds a text. */
function placeOf(folder: string, line: string, value: string): string {
  const lines = readFileSync(join(folder, file), 'utf8').split('\n');
  const index = lines.findIndex((candidate) => candidate.includes(line));
  return `${file}:${index + 1}:${(lines[index]?.indexOf(value) ?? -1) + 1}`;
}

describe('the contract command', () => {
  it('prints what every operation promises when there is nothing to find', async () => {
    const { code, stdout, stderr } = await run(app(), 'check', '--file', file);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('contract/openapi.yaml: Parcels 1.0.0, 7 operations, 6 events, 4 consumers, no findings');
    expect(stdout).toMatch(
      /^createParcel +POST \/v1\/parcels +parcels:write +200\/s, burst 400 +3 s +required +99.95%, p99 250 ms$/m,
    );
    expect(stdout).toMatch(/^getHealth +GET \/health +any /m);
    expect(stdout).toMatch(
      /^printLabel +labels +parcels\.parcel\.registered\.v1 +10 s +60 s +20 x 5 +14400 s, 249 receives/m,
    );
    expect(stdout).toMatch(/^sendNotice +notices, fair +notices\.notice\.requested\.v1 /m);
  });

  it('fails on a broken contract with every finding and no stack', async () => {
    const folder = broken({ from: 'timeout: 3', to: 'timeout: 40' }, { from: 'p99: 400', to: 'p99: fast' });
    const { code, stdout, stderr } = await run(folder, 'check', '--file', file);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const timeout = placeOf(folder, 'timeout: 40', '40');
    const p99 = placeOf(folder, 'p99: fast', 'fast');
    expect(stderr).toContain(`${timeout}  timeout    expected a timeout of at most 28 s, received 40`);
    expect(stderr).toContain(`${p99}  extension  expected an integer, received "fast"`);
    expect(stderr).toMatch(/^2 findings$/m);
    expect(stderr).not.toMatch(/\n\s+at .*\.ts/);
  });

  it.each([
    ['check', /^npm run contract -- \[OPTIONS\]\n[\s\S]*--file FILE .*default: contract\/\S+\.yaml/],
    ['generate', /^npm run generate -- \[OPTIONS\]\n[\s\S]*--check /],
  ])('explains %s', async (subcommand, help) => {
    const { code, stdout } = await run(app(), subcommand, '--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(help);
  });

  it('writes the generated files, says that they are in step, and names those that are not', async () => {
    const folder = app();
    const generate = ['generate', '--file', file] as const;
    expect((await run(folder, ...generate)).stdout).toMatch(
      /^Generated files brought in step, \d+ files touched with /,
    );
    expect(await run(folder, ...generate, '--check')).toEqual({
      code: 0,
      stdout: `Generated files are in step with ${file}\n`,
      stderr: '',
    });

    const narrowed = edited({ after: 'operationId: listParcels', from: 'maximum: 100', to: 'maximum: 50' });
    writeFileSync(join(folder, file), narrowed);
    const document = join(folder, 'contract/events/asyncapi.json');
    writeFileSync(document, readFileSync(document, 'utf8').replace('3.0.0', '2.6.0'));
    const { code, stderr } = await run(folder, ...generate, '--check');
    expect(code).toBe(1);
    expect(stderr.split('\n')).toEqual([
      `Not in step with ${file}:`,
      '  functions/generated/reference/openapi.json',
      '  functions/generated/validators/listParcels.js',
      '  contract/events/asyncapi.json',
      'Run `npm run generate` and commit the result.',
      '',
    ]);
  });

  it('fails on broken events and consumers with every finding and no stack', async () => {
    const folder = app(
      { file: 'events/consumers.yaml', from: 'concurrency: 20', to: 'concurrency: 2000' },
      { file: 'events/parcels.parcel.labelled.v1.schema.json', from: '"minLength": 1,', to: '' },
      { file: 'events/parcels.parcel.labelled.v1.schema.json', from: '"maxLength": 128', to: '"minLength": 1' },
    );
    const { code, stdout, stderr } = await run(folder, 'check', '--file', file);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(
      /events\/parcels\.parcel\.labelled\.v1\.schema\.json:13:14 +bounded +expected this string to have maxLength/,
    );
    expect(stderr).toMatch(/events\/consumers\.yaml:15:18 +range +printLabel: expected concurrency from 2 to 1000/);
    expect(stderr).toMatch(/^2 findings$/m);
    expect(stderr).not.toMatch(/\n\s+at .*\.ts/);
  });

  it.each([
    ['no command', [], 'expected the command check or generate, received none'],
    ['an unknown command', ['lint'], 'expected the command check or generate, received "lint"'],
    ['a second command', ['check', 'generate'], '"generate" is no option, and no word is expected here.'],
    ['an unknown flag', ['generate', '--chek'], 'There is no option --chek; did you mean --check?'],
    ['a flag without its value', ['check', '--file'], '--file takes a value'],
    ["a flag of the other command's", ['check', '--check'], 'There is no option --check'],
  ])('fails on %s with one message', async (_, args, message) => {
    const { code, stdout, stderr } = await run(app(), ...args);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr.trim().split('\n')).toHaveLength(1);
  });
});
