import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from '../../packages/penstock/ops/command-line.ts';

const root = join(import.meta.dirname, '../..');
const runbooks = readdirSync(join(root, 'docs/runbooks')).map((name) => `docs/runbooks/${name}`);

/** The arguments of every `npm run events` in a document, in a block or within a line. */
function commandsIn(file: string): readonly (readonly [string, string])[] {
  const document = readFileSync(join(root, file), 'utf8').replace(/ *\\\n */g, ' ');
  return [...document.matchAll(/npm run (?:--silent )?events -- ([^`|\n]+)/g)].map(([, args = '']) => [
    file,
    args.trim(),
  ]);
}

const commands = ['README.md', ...runbooks].flatMap(commandsIn);

describe('the documents', () => {
  it.each(commands)('%s has a command that is understood: %s', (_, line) => {
    const args = line.split(/\s+/).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
    expect(readCommandLine(args, new Date()).kind).toBe('run');
  });

  it('show every command', () => {
    const shown = commands.flatMap(([, line]) => {
      const reading = readCommandLine(line.split(/\s+/), new Date());
      return reading.kind === 'run' ? [reading.command.name] : [];
    });
    expect([...new Set(shown)].toSorted()).toEqual([
      'dlq drop',
      'dlq list',
      'dlq redrive',
      'dlq show',
      'replay',
      'undeliverable',
    ]);
  });
});
