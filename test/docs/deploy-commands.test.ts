import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readCommand } from '../../packages/penstock/cli/command.ts';
import { deployCommand, preflightCommand, rollbackCommand } from '../../packages/penstock/deploy/command-lines.ts';

const page = readFileSync('docs/deploy.md', 'utf8');
const scripts: Readonly<Record<string, string>> = JSON.parse(readFileSync('package.json', 'utf8')).scripts;
const lines = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.split('\n'));
const own = { deploy: deployCommand, preflight: preflightCommand, rollback: rollbackCommand };

describe('how to deploy', () => {
  it.each(lines.filter((line) => line.startsWith('npm run ')))('has a command that is understood: %s', (line) => {
    const [, script = '', args = ''] = /^npm run (\S+)(?: -- (.*))?$/.exec(line) ?? [];

    expect(Object.keys(scripts)).toContain(script);
    const command = own[script as keyof typeof own];
    if (command !== undefined) expect(readCommand(command, args.split(' ')).kind).toBe('run');
  });

  it('shows each of its commands', () => {
    for (const name of Object.keys(own)) expect(lines.join('\n')).toContain(`npm run ${name} -- --stage`);
  });

  it('uses the context that the app reads', () => {
    const given = new Set(lines.flatMap((line) => [...line.matchAll(/-c '?(\w+)=/g)].map(([, name]) => name)));

    expect([...given].toSorted()).toEqual(['repository', 'stage', 'unprotected']);
  });
});
