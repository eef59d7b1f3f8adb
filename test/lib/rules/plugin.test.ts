import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib/core';
import { PenstockChecks } from '../../../lib/rules/plugin.ts';
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
