import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from '../../packages/penstock/ops/keys/command-line.ts';

const page = readFileSync('docs/how-to/authentication.md', 'utf8');
const commands = [...page.matchAll(/`npm run keys -- ([^`]+)`/g)].map(([, line = '']) => line);

describe('how to say who may call', () => {
  it.each(commands)('has a command of keys that is understood: %s', (line) => {
    expect(readCommandLine(line.split(' ')).kind).toBe('run');
  });

  it('shows each of them', () => {
    expect([...new Set(commands.map((line) => line.split(' ')[0]))].toSorted()).toEqual(['add', 'list', 'revoke']);
  });
});
