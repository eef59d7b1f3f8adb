import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ResilienceRules, rules } from '../index.ts';
import { fixtures } from './fixtures.ts';
import { judge, type Resources, stackWith } from './template.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-every-rule-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The rules that a plugin with these options reports of a template. */
function reported(options: ConstructorParameters<typeof ResilienceRules>[0], resources: Resources): readonly string[] {
  const templatePath = join(folder, 'stack.template.json');
  writeFileSync(templatePath, JSON.stringify(stackWith(resources).template));
  const context = { stackTemplates: [{ stackConstructPath: 'stack', templatePath, region: 'eu-west-1' }] };
  const { violations } = new ResilienceRules(options).validate(
    context as unknown as Parameters<ResilienceRules['validate']>[0],
  );
  return violations.map(({ ruleName }) => ruleName);
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  const { good, bad, of } = fixtures[id];

  it('finds nothing where it is kept', () => {
    expect(judge(rule, good)).toEqual([]);
  });

  it('fails where it is broken, with the resource, its property and a fix', () => {
    const found = judge(rule, bad);

    expect(new Set(found.map(({ logicalId }) => logicalId))).toEqual(new Set([of]));
    for (const { location, message, fix } of found) {
      expect(location).toMatch(/^Properties\.[A-Z]/);
      expect(message).toMatch(/^received .+, expected .+/);
      expect(fix).not.toMatch(/penstock/i);
    }
  });

  it('is on unless it is left out', () => {
    expect(reported({}, bad)).toContain(id);
    expect(reported({ only: [id] }, bad)).toContain(id);
    expect(reported({ except: [id] }, bad)).not.toContain(id);
  });
});

it('each rule has a fixture, and each fixture a rule', () => {
  expect(rules.map(({ id }): string => id)).toEqual(expect.arrayContaining(Object.keys(fixtures)));
  expect(rules).toHaveLength(Object.keys(fixtures).length);
});

it('no rule that is written is left out of the package', () => {
  const folder = join(import.meta.dirname, '../rules');
  const sources = globSync('*.ts', { cwd: folder }).map((file) => readFileSync(join(folder, file), 'utf8'));
  const written = sources.flatMap((source) =>
    [...source.matchAll(/defineRule\(\{\s+id: '([^']+)'/g)].map(([, id]) => id),
  );

  expect(written.toSorted()).toEqual(rules.map(({ id }): string => id).toSorted());
});
