import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { App, CfnResource, Stack, Validations } from 'aws-cdk-lib/core';
import { rules as resilienceRules } from 'penstock-rules';
import { rules } from '../../../constructs/rules/index.ts';
import { stageChecks } from '../../../constructs/rules/plugin.ts';
import { penstock } from '../../../constructs/stacks/app.ts';
import type { AppStage } from '../../../constructs/stage/app-stage.ts';
import { parts } from '../../../testkit/sample/app.ts';
import { consumers } from '../../../testkit/sample/contract.ts';
import { writeAssets } from '../../../testkit/stacks.ts';
import { context, contract, stageLike, temporaryFolder } from '../synthesized.ts';

describe('the checks of a stage in synth', () => {
  const outdir = temporaryFolder();

  function appWith({ deletionPolicy = 'Retain', logProperties = { RetentionInDays: 14 } as object } = {}) {
    const app = new App({ outdir, context: { '@aws-cdk/core:validateAgainstDefaultRules': false } });
    const stack = new Stack(app, 'Data', { env: { region: 'eu-west-1' } });
    const table = new CfnResource(stack, 'Table', {
      type: 'AWS::DynamoDB::Table',
      properties: {
        TableName: 'parcels-prod-parcels',
        SSESpecification: { SSEEnabled: true },
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        DeletionProtectionEnabled: true,
      },
    });
    table.addOverride('DeletionPolicy', deletionPolicy);
    const group = new CfnResource(stack, 'Group', { type: 'AWS::Logs::LogGroup', properties: logProperties });
    Validations.of(app).addPlugins(...stageChecks({ contract, consumers, stage: stageLike('prod') }));
    return { app, table, group };
  }
  const reports = () => JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')).pluginReports;

  it('pass what keeps them', () => {
    expect(() => appWith().app.synth()).not.toThrow();
  });

  it('fail with the path of the construct, what was received and the fix', () => {
    expect(() => appWith({ deletionPolicy: 'Delete' }).app.synth()).toThrow(/expected "Retain"/);

    expect(reports()).toMatchObject([
      {
        pluginName: 'Penstock',
        violations: [
          {
            ruleName: 'table-removal',
            description: 'received "Delete", expected "Retain": the stage has removal "retain"',
            suggestedFix: "take `removalPolicy` from the stage's `removal`",
            violatingConstructs: [{ constructPath: 'Data/Table' }],
          },
        ],
      },
    ]);
  });

  it('fail what any app owes too', () => {
    expect(() => appWith({ logProperties: {} }).app.synth()).toThrow(/expected a number of days/);

    expect(reports()).toMatchObject([{ pluginName: 'ResilienceRules', violations: [{ ruleName: 'log-retention' }] }]);
  });

  it('pass what breaks one for a reason', () => {
    const { app, table, group } = appWith({ deletionPolicy: 'Delete', logProperties: {} });
    Validations.of(table).acknowledge({ id: 'Penstock::table-removal', reason: 'A copy of it is kept.' });
    Validations.of(group).acknowledge({ id: 'ResilienceRules::log-retention', reason: 'An auditor asked for it.' });

    expect(() => app.synth()).not.toThrow();
  });
});

describe('the checks of a stage', () => {
  const idsOf = (name: 'dev' | 'prod') =>
    stageChecks({ contract, consumers, stage: stageLike(name) }).map(({ ruleIds }) => ruleIds);
  const contractIds = rules.map(({ id }) => id);
  const resilienceIds = resilienceRules.map(({ id }) => id);

  it('are every rule of the package and of the kit', () => {
    expect(idsOf('prod')).toEqual([resilienceIds, contractIds]);
  });

  it.each([
    ['no alarm to tell somebody where the stage names no topic', { alarmTopic: undefined }, ['alarm-actions']],
    [
      'no function to reserve concurrency where the stage reserves none',
      { reserveConcurrency: false },
      ['bulkhead', 'poller-concurrency'],
    ],
  ])('ask %s', (_, changes, left) => {
    const [ids] = stageChecks({ contract, consumers, stage: { ...stageLike('prod'), ...changes } as AppStage }).map(
      ({ ruleIds }) => ruleIds,
    );

    expect(ids).toEqual(resilienceIds.filter((id) => !left.includes(id)));
  });

  it('are all part of the app', () => {
    const stage = stageLike('dev');
    const outdir = temporaryFolder();
    const assets = temporaryFolder();
    writeAssets(assets, parts);
    const app = penstock({ ...parts, outdir, stage, assets, version: '1', context });
    const stack = new Stack(app, 'Extra', { env: { region: 'eu-west-1' } });
    new CfnResource(stack, 'Group', { type: 'AWS::Logs::LogGroup' });
    new CfnResource(stack, 'Api', { type: 'AWS::ApiGateway::RestApi', properties: { Body: { paths: {} } } });

    expect(() => app.synth()).toThrow(/expected a number of days/);
    const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8'));
    expect(pluginReports.map(({ pluginName }: { pluginName: string }) => pluginName)).toEqual(
      expect.arrayContaining(['ResilienceRules', 'Penstock']),
    );
  });
});
