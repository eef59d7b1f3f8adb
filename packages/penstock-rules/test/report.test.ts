import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { ResilienceRules } from '../index.ts';
import { reportOf } from '../plugin.ts';
import type { SynthesizedStack } from '../rule.ts';

const folder = mkdtempSync(join(tmpdir(), 'penstock-rules-report-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const templatePath = join(folder, 'Shop.template.json');
const template = { Resources: { Log: { Type: 'AWS::Logs::LogGroup' } } };
writeFileSync(templatePath, JSON.stringify(template));
type Context = Parameters<ResilienceRules['validate']>[0];
const contextIn = (region?: string) =>
  ({ stackTemplates: [{ stackConstructPath: 'Shop', templatePath, region }] }) as unknown as Context;

describe('a report', () => {
  it('is of what the rules find, with where it is and the page that says so', () => {
    expect(new ResilienceRules({ only: ['log-retention'] }).validate(contextIn())).toEqual({
      success: false,
      violations: [
        {
          ruleName: 'log-retention',
          description: 'received nothing, expected a number of days',
          fix: 'set `retention` of the LogGroup. See https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
          severity: 'error',
          violatingResources: [{ resourceLogicalId: 'Log', templatePath, locations: ['Properties.RetentionInDays'] }],
        },
      ],
    });
  });

  it('is a success where they find nothing', () => {
    expect(new ResilienceRules({ only: ['bulkhead'] }).validate(contextIn())).toEqual({
      success: true,
      violations: [],
    });
  });

  it.each([
    ['of its region', 'eu-west-1', 'eu-west-1'],
    ['of no region', undefined, ''],
  ])('is of a stack %s', (_case, given, region) => {
    let judged: readonly SynthesizedStack[] = [];
    const check = (stacks: readonly SynthesizedStack[]) => {
      judged = stacks;
      return [];
    };

    reportOf(contextIn(given), [{ id: 'reads', check }]);

    expect(judged).toEqual([{ name: 'Shop', region, template }]);
  });
});
