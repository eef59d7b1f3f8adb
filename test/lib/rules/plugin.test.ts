import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib/core';
import { PenstockChecks } from 'penstock/constructs/rules/plugin';
import { rules } from '../../../packages/penstock/constructs/rules/index.ts';
import { type Resources, stackWith } from '../../../packages/penstock/test/constructs/rules/template.ts';
import { consumers, contract, stageLike, temporaryFolder } from '../synthesized.ts';

describe('the rules in synth', () => {
  const outdir = temporaryFolder();

  function appWith(retention?: number) {
    const app = new App({ outdir, context: { '@aws-cdk/core:validateAgainstDefaultRules': false } });
    const stack = new Stack(app, 'Logs', { env: { region: 'eu-west-1' } });
    const properties = { RetentionInDays: retention };
    const group = new CfnResource(stack, 'Group', { type: 'AWS::Logs::LogGroup', properties });
    Validations.of(app).addPlugins(new PenstockChecks(contract, consumers, stageLike('dev')));
    return { app, group };
  }

  it('pass what keeps them', () => {
    expect(() => appWith(14).app.synth()).not.toThrow();
  });

  it('fail with the path of the construct, what was received and the fix', () => {
    expect(() => appWith().app.synth()).toThrow(/expected a number of days/);

    const report = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    expect(report.pluginReports).toMatchObject([
      {
        pluginName: 'Penstock',
        violations: [
          {
            ruleName: 'log-retention',
            description: 'received nothing, expected a number of days',
            suggestedFix: 'pass the `logRetention` of the stage',
            violatingConstructs: [{ constructPath: 'Logs/Group' }],
          },
        ],
      },
    ]);
  });

  it('pass what breaks one for a reason', () => {
    const { app, group } = appWith();
    Validations.of(group).acknowledge({ id: 'Penstock::log-retention', reason: 'An auditor asked for it.' });

    expect(() => app.synth()).not.toThrow();
  });
});

describe('a report of the rules', () => {
  const templatePath = join(temporaryFolder(), 'stack.json');
  const checks = new PenstockChecks(contract, consumers, stageLike('dev'));
  const validate = (resources: Resources, region?: string) => {
    writeFileSync(templatePath, JSON.stringify(stackWith(resources).template));
    const stackTemplates = [{ stackConstructPath: 'Api', templatePath, region }];
    return checks.validate({ stackTemplates } as unknown as Parameters<typeof checks.validate>[0]);
  };

  it('names every rule, and succeeds where none finds anything', () => {
    expect(checks.ruleIds).toEqual(rules.map(({ id }) => id));
    expect(validate({})).toEqual({ success: true, violations: [] });
  });

  it('has each violation as an error, with its place in the template', () => {
    expect(validate({ Group: ['AWS::Logs::LogGroup'] })).toEqual({
      success: false,
      violations: [
        {
          ruleName: 'log-retention',
          description: 'received nothing, expected a number of days',
          fix: 'pass the `logRetention` of the stage',
          severity: 'error',
          violatingResources: [{ resourceLogicalId: 'Group', templatePath, locations: ['Properties.RetentionInDays'] }],
        },
      ],
    });
  });

  it.each([
    ['eu-west-1', 'reserved in eu-west-1 '],
    [undefined, 'reserved in  '],
  ])('knows the region of a stack (%s), as far as it has one', (region, expected) => {
    const { violations } = validate(
      { Fn: ['AWS::Lambda::Function', { ReservedConcurrentExecutions: 100_000 }] },
      region,
    );

    expect(violations.map(({ description }) => description)).toContainEqual(expect.stringContaining(expected));
  });
});
