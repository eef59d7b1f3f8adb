import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerOf } from '../../cli/front.ts';
import { runCommandHere } from '../../testkit/command.ts';
import { commandTable, tableText } from './command-table.ts';

const commands = commandTable.map(({ name, file, words }) => [name, file, words] as const);
const run = (file: string, ...args: readonly string[]) => runCommandHere(file, args, { cwd: empty });

let empty: string;
beforeAll(() => {
  empty = mkdtempSync(join(tmpdir(), 'penstock-no-app-'));
});
afterAll(() => rmSync(empty, { recursive: true }));

describe.each(commands)('penstock %s', (name, file, word) => {
  it('explains itself, each option in a line', async () => {
    const { code, stdout, stderr } = await run(file, ...word, '--help');

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^np[mx] .*OPTIONS\]\n\n[A-Z].*\.\n\n/);
    expect(stdout).toMatch(/^ {2}--help +shows this$/m);
  });

  it('fails on an option that it does not have, in one message', async () => {
    const { code, stdout, stderr } = await run(file, ...word, '--nonsense');

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^There is no (option|command) "?--nonsense"?\. .* shows what there is\.\n$/);
  });

  it.each(['--port', '--stage', '--file', '--to'])('fails where the value of %s is missing', async (option) => {
    const { stdout } = await run(file, ...word, '--help');
    if (!new RegExp(`^ {2}${option} [A-Z]`, 'm').test(stdout) || / COMMAND /.test(stdout)) return;
    const { code, stderr } = await run(file, ...word, option);

    expect([name, code]).toEqual([name, 1]);
    expect(stderr).toMatch(new RegExp(`^${option} takes a value; .*\\n$`));
  });
});

/** What each is asked for where there is no app. Those of a running stage need none. */
const inNoApp: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(['start', 'deploy:local', 'unused-grants', 'graph', 'cost', 'upgrade'].map((one) => [one, []])),
  ...Object.fromEntries(['preflight', 'deploy', 'rollback'].map((one) => [one, ['--stage', 'dev']])),
  diff: ['main'],
  keys: ['list', '--stage', 'dev'],
  tenants: ['list', '--stage', 'dev'],
  regions: ['status', '--stage', 'dev'],
  new: ['context', 'rooms'],
};

describe('in a folder without an app', () => {
  it.each(commands.filter(([name]) => name in inNoApp))('fails: penstock %s', async (name, file, word) => {
    const { code, stdout, stderr } = await run(file, ...word, ...(inNoApp[name] ?? []));

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^There is no app here\.\n {4}received .*\n {4}expected .*\n {4}fix .*\n$/);
    expect(readdirSync(empty)).toEqual([]);
  });

  it.each(['contract', 'generate', 'client'])('fails for want of a contract: penstock %s', async (name) => {
    const [, file = '', word = []] = commands.find(([one]) => one === name) ?? [];
    const { code, stderr } = await run(file, ...word, ...(name === 'client' ? ['--out', 'client'] : []));

    expect(code).toBe(1);
    expect(stderr).toMatch(/^contract\/openapi\.yaml .*received no such file\n {4}fix .*\n1 finding\n$/);
    expect(readdirSync(empty)).toEqual([]);
  });
});

describe('penstock itself', () => {
  const names = commands.map(([name]) => name);

  it('knows every command of its table', () => {
    expect(names).toHaveLength(tableText.match(/^ {2}.*\bload\b.*\},$/gm)?.length ?? 0);
    for (const name of names) expect(answerOf(name, names)).toBeUndefined();
  });

  it.each(['--help', '-h', 'help'])('lists them on %s', (word) => {
    for (const name of names) expect(answerOf(word, names)).toContain(`\n  ${name}\n`);
  });

  it.each(['--version', '-v'])('says on %s which kit it is', (word) => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'));

    expect(answerOf(word, names)).toBe(version);
  });

  it.each([
    ['', 'nothing', 'npx penstock --help'],
    ['strat', '"strat"', 'npx penstock start'],
    ['constructor', '"constructor"', 'npx penstock --help'],
  ])('fails on %j and says what there is', (word, received, fix) => {
    const all = names.join(', ');

    expect(() => answerOf(word, names)).toThrow(
      `There is no such command of penstock.\n    received ${received}\n    expected one of ${all}\n    fix      ${fix}`,
    );
  });
});
