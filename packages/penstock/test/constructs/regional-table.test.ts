import { describe, expect, it } from '@jest/globals';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { RegionalTable, type TableAccess } from '../../constructs/regional-table.ts';
import { ServiceFunction } from '../../constructs/service-function.ts';
import { asArray, asObject } from '../../contract/json.ts';
import { context, only } from './synthesized.ts';

describe('connecting a function to a table', () => {
  const indexes: Readonly<Record<string, unknown>> = { byName: {} };
  function connect(access: TableAccess) {
    const app = new App({ context });
    const scope = new Stack(app, 'Test', { env: { region: 'eu-west-2' } });
    const target = new ServiceFunction(scope, 'Target', {
      functionName: 'target',
      description: 'Under test',
      code: Code.fromInline('exports.handler = async () => {};'),
      timeout: Duration.seconds(2),
      reservedConcurrency: 1,
      environment: { OWN: 'value' },
      logRetention: RetentionDays.ONE_DAY,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new RegionalTable(scope, { tableName: 'things', indexes, variable: 'THINGS_TABLE' }).connect(target, access);
    const stack = { name: 'Test', region: 'eu-west-2', template: app.synth().getStackByName('Test').template };
    const policy = asObject(only(stack, 'AWS::IAM::Policy').PolicyDocument);
    return {
      variables: asObject(only(stack, 'AWS::Lambda::Function').Environment).Variables,
      granted: asArray(policy.Statement).filter((one) => JSON.stringify(one).includes('dynamodb')),
    };
  }

  const arn = (resource: string) => ({
    'Fn::Join': ['', ['arn:aws:dynamodb:eu-west-2:', { Ref: 'AWS::AccountId' }, resource]],
  });

  it('gives it the name and exactly the actions, on the replica of its region', () => {
    const { variables, granted } = connect({ items: ['GetItem', 'PutItem'] });

    expect(variables).toEqual({ OWN: 'value', THINGS_TABLE: 'things' });
    expect(granted).toEqual([
      { Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: arn(':table/things') },
    ]);
  });

  it('grants reading batches apart from reading items', () => {
    expect(connect({ items: ['BatchGetItem'] }).granted).toEqual([
      { Effect: 'Allow', Action: 'dynamodb:BatchGetItem', Resource: arn(':table/things') },
    ]);
  });

  it('lets it query the named indexes and not the table', () => {
    expect(connect({ query: ['byName'] }).granted).toEqual([
      { Effect: 'Allow', Action: 'dynamodb:Query', Resource: arn(':table/things/index/byName') },
    ]);
  });

  it('grants nothing that was not asked for', () => {
    expect(connect({}).granted).toEqual([]);
  });
});
