import { describe, expect, it } from '@jest/globals';
import { resourcesOf } from 'penstock-rules/template/resources';
import { keysTable } from '../../constructs/context/app-parts.ts';
import { AppError, checkApp } from '../../constructs/context/check-app.ts';
import { namesOf } from '../../constructs/stacks/names.ts';
import { asArray, asObject } from '../../contract/json.ts';
import { keysTableName } from '../../contract/tenant-keys.ts';
import { parts } from '../../testkit/sample/app.ts';
import { stacksOfStage } from '../../testkit/stacks.ts';
import { keyContract } from '../contract/key-contract.ts';
import { context, stackOf, stacksOf, stageLike, temporaryFolder } from './synthesized.ts';

const withKeys = { ...parts, contract: keyContract };

it('the table has the name by which npm run keys finds it', () => {
  const stage = { app: 'room-bookings', name: 'dev' };
  expect(namesOf(stage).table(keysTable)).toBe(keysTableName(stage));
});

describe('a stage whose callers show keys', () => {
  const stacks = stacksOfStage({ parts: withKeys, stage: stageLike('prod'), context, folder: temporaryFolder() });
  const api = stackOf(stacks, 'parcels-prod-api-eu-west-2');
  const functions = resourcesOf(api, 'AWS::Lambda::Function');
  const told = functions.filter(
    ({ properties }) => 'API_KEYS_TABLE' in asObject(asObject(properties.Environment).Variables),
  );
  const grants = resourcesOf(api, 'AWS::IAM::Policy').flatMap(({ properties }) =>
    asArray(asObject(properties.PolicyDocument).Statement)
      .map(asObject)
      .filter((one) => JSON.stringify(one.Resource).includes('api-keys'))
      .map((one) => [one.Action, JSON.stringify(properties.Roles)]),
  );

  it('has a table of them in every region, protected as the others are', () => {
    const tables = resourcesOf(stackOf(stacks, 'parcels-prod-data'), 'AWS::DynamoDB::GlobalTable');
    const [keys, another] = [true, false].map(
      (is) => tables.find(({ properties }) => (properties.TableName === 'parcels-prod-api-keys') === is)?.properties,
    );
    const replicas = (of: unknown) =>
      asArray(asObject(of).Replicas)
        .map(asObject)
        .map(({ Region, DeletionProtectionEnabled, PointInTimeRecoverySpecification }) => ({
          Region,
          DeletionProtectionEnabled,
          PointInTimeRecoverySpecification,
        }));

    expect(keys).toMatchObject({ KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }] });
    expect(
      replicas(keys)
        .map(({ Region }) => Region)
        .sort(),
    ).toEqual(['eu-central-1', 'eu-west-1', 'eu-west-2']);
    expect(replicas(keys)).toEqual(replicas(another));
  });

  it('lets the authorizer look a key up, and nobody do anything else', () => {
    expect(told.map(({ properties }) => properties.FunctionName)).toEqual(['parcels-prod-authorizer']);
    expect(grants).toEqual([['dynamodb:GetItem', expect.stringContaining('authorizer')]]);
  });
});

it('a stage whose callers show tokens has no table for keys', () => {
  expect(JSON.stringify(stacksOf('dev'))).not.toContain('api-keys');
});

it('a context that has a table of that name fails', () => {
  const own = { name: 'own', tables: { [keysTable]: { partitionKey: 'id' } } };
  expect(() => checkApp({ ...withKeys, contexts: [...parts.contexts, own] }, [])).toThrow(AppError);
  expect(() => checkApp({ ...withKeys, contexts: [...parts.contexts, own] }, [])).toThrow(
    /table apiKeys in two contexts/,
  );
});

it('a context may share it, where there is one', () => {
  const sharing = { name: 'sharing', sharedTables: [keysTable] };
  const misfits = (of: typeof withKeys) => () => checkApp({ ...of, contexts: [...parts.contexts, sharing] }, []);
  expect(misfits(parts)).toThrow(/shared table apiKeys/);
  expect(misfits(withKeys)).not.toThrow(/shared table apiKeys/);
});
