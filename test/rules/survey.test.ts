import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { rules } from 'penstock-rules';
import { countsOf, survey } from './survey.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-survey-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, Resources: object): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), JSON.stringify({ Resources }));
}

describe('a survey', () => {
  const log = { Type: 'AWS::Logs::LogGroup' };
  write('one/cdk.out/A.template.json', { Log: log, Fn: { Type: 'AWS::Lambda::Function' } });
  write('one/cdk.out/B.template.json', { Log: log });
  write('two/A.template.json', { Log: { ...log, Properties: { RetentionInDays: 1 } } });
  const applied = rules.filter(({ id }) => id === 'log-retention' || id === 'bulkhead');

  it('judges the templates of each app', () => {
    const apps = survey(folder, applied);

    expect(apps.map(({ app, templates, resources, crashes }) => [app, templates, resources, crashes])).toEqual([
      ['one', 2, 3, []],
      ['two', 1, 1, []],
    ]);
    expect(countsOf(apps.flatMap(({ findings }) => findings))).toEqual([
      ['log-retention', 2],
      ['bulkhead', 1],
    ]);
  });

  it('goes on when a rule ends with an error, and says so', () => {
    const broken = applied.map((rule) => ({
      ...rule,
      check: () => {
        throw new Error('no such thing');
      },
    }));

    expect(survey(folder, broken).map(({ crashes }) => crashes.length)).toEqual([2, 2]);
  });
});

it('the page of the survey judges every rule that found something, and names those that did not', () => {
  const page = readFileSync('docs/reference/rules-survey.md', 'utf8');

  for (const { id } of rules) expect(page).toContain(`\`${id}\``);
});
