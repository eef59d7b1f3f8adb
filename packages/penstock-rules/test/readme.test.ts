import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { rules } from '../index.ts';
import { defaultLimits } from '../limits.ts';
import { readmePath, withTable } from './rules-table.ts';

const readme = readFileSync(readmePath, 'utf8');

describe('the README', () => {
  it('has the rules as they are: `node packages/penstock-rules/test/rules-table.ts` writes them', () => {
    expect(readme).toBe(withTable(readme));
  });

  it.each(Object.entries(defaultLimits))('names the limit %s and its default', (name, value) => {
    expect(readme).toMatch(new RegExp(`\\| \`${name}\` \\| ${value} \\|`));
  });
});

describe('every rule', () => {
  it.each(rules.map((rule) => [rule.id, rule] as const))('explains itself: %s', (id, { title, why, source }) => {
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(why).toMatch(/\.$/);
    expect(source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+/);
  });

  it('has an id of its own', () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });
});
