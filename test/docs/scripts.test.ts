import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { runCommandHere } from '../../packages/penstock/testkit/command.ts';

const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;
/** Those that are a program of this repository, and not `penstock`, Jest or another tool. */
const own = Object.entries(scripts).flatMap(([name, line]) => {
  const [, file] = /^node (?:--\S+ )*(\S+\.ts)$/.exec(line) ?? [];
  return file === undefined ? [] : [[name, file] as const];
});
/** They hand on what they do not know. */
const handingOn = ['slow-tests', 'conformance'];

describe.each(own)('npm run %s', (name, file) => {
  it('explains itself', async () => {
    const { code, stdout, stderr } = await runCommandHere(file, ['--help']);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^npm run ${name} -- .*\n\n[A-Z].*\\.\n`));
  });

  it('fails on an option that it does not have, before it does anything', async () => {
    if (handingOn.includes(name)) return;
    const { code, stdout, stderr } = await runCommandHere(file, ['--nonsense']);

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`There is no option --nonsense. npm run ${name} -- --help shows what there is.\n`);
  });
});
