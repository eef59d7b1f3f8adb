import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readCommandLine } from '../../packages/penstock/ops/tenants/command-line.ts';

const root = join(import.meta.dirname, '../..');
const files = [
  'README.md',
  'docs/how-to/tenants.md',
  'docs/decisions/0040-tenants-at-run-time.md',
  'packages/create-penstock/assemble/template/all/README.md',
];

/** The arguments of every `npm run tenants` in a document, with something in the place of what a reader fills in. */
const commands = files.flatMap((file) =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/npm run (?:--silent )?tenants -- ([^`|\n#]+)/g)].map(
    ([, args = '']) =>
      [
        file,
        args
          .trim()
          .replaceAll(/NAME,\.\.\.|NAME/g, 'acme')
          .replaceAll('PLAN', 'free'),
      ] as const,
  ),
);

describe('the documents', () => {
  it.each(commands)('%s has a command of tenants that is understood: %s', (_, line) => {
    expect(readCommandLine(line.split(/\s+/)).kind).toBe('run');
  });

  it('show each of them', () => {
    const names = commands.map(([, line]) => line.split(' ')[0]);

    expect([...new Set(names)].toSorted()).toEqual(['add', 'list', 'plan', 'remove']);
  });
});
