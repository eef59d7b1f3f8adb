import { describe, expect, it } from '@jest/globals';
import type { SynthesizedStack } from 'penstock-rules/rule';
import { type Resource, resourcesOf } from 'penstock-rules/template/resources';
import { asArray, asObject } from '../../../packages/penstock/contract/json.ts';
import { only, stackOf, stacksOf, stageLike, synthesize } from '../synthesized.ts';

const tableOf = (stacks: readonly SynthesizedStack[], stage: string) =>
  only(stackOf(stacks, `penstock-${stage}-data`), 'AWS::DynamoDB::GlobalTable', isOrders);
const isOrders = ({ properties }: Resource) => String(properties.TableName).endsWith('-orders');
const isWebhooks = ({ properties }: Resource) => String(properties.TableName).endsWith('-webhooks');
const eventual = synthesize(stageLike('prod', { regions: ['eu-west-1', 'us-east-1'], consistency: 'eventual' }));
const regionsOf = (list: unknown) => asArray(list).map((one) => asObject(one).Region);

describe('the orders table', () => {
  const stacks = stacksOf('prod');
  const data = stackOf(stacks, 'penstock-prod-data');
  const table = only(data, 'AWS::DynamoDB::GlobalTable', isOrders);

  it('is keyed by tenant and order, and lists by tenant and by status, newest first, what lists show', () => {
    const keys = (...names: string[]) =>
      names.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' }));
    const indexes = asArray(table.GlobalSecondaryIndexes).map(asObject);
    const shown = {
      ProjectionType: 'INCLUDE',
      NonKeyAttributes: ['id', 'status', 'currency', 'content', 'version', 'createdAt', 'updatedAt'],
    };

    expect(table).toMatchObject({
      TableName: 'penstock-prod-orders',
      KeySchema: keys('pk'),
      BillingMode: 'PAY_PER_REQUEST',
    });
    expect(indexes.map(({ IndexName, KeySchema, Projection }) => [IndexName, KeySchema, Projection])).toEqual([
      ['byTenant', keys('tenant', 'listKey'), shown],
      ['byTenantStatus', keys('tenantStatus', 'listKey'), shown],
    ]);
  });

  it('streams both images of every change', () => {
    expect(table.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' });
  });

  it('is encrypted, recoverable and protected in every region of a stage that retains its data', () => {
    expect(table.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' });
    for (const replica of asArray(table.Replicas)) {
      expect(replica).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
    expect(asObject(data.template.Resources)).toHaveProperty(
      [resourcesOf(data, 'AWS::DynamoDB::GlobalTable')[0]?.logicalId ?? '', 'DeletionPolicy'],
      'RetainExceptOnCreate',
    );
  });

  it('is made once, in the first region', () => {
    expect(stacks.filter((stack) => resourcesOf(stack, 'AWS::DynamoDB::GlobalTable').length > 0)).toEqual([data]);
    expect(data.region).toBe('eu-west-1');
  });
});

describe('the regions of a stage', () => {
  it('one: the table is there alone, and has no consistency to choose', () => {
    const table = tableOf(stacksOf('dev'), 'dev');

    expect(regionsOf(table.Replicas)).toEqual(['eu-west-1']);
    expect(table).not.toHaveProperty('MultiRegionConsistency');
  });

  it('three of one set, strong: replicas in each', () => {
    const table = tableOf(stacksOf('prod'), 'prod');

    expect(regionsOf(table.Replicas).toSorted()).toEqual(['eu-central-1', 'eu-west-1', 'eu-west-2']);
    expect(table.MultiRegionConsistency).toBe('STRONG');
    expect(table).not.toHaveProperty('GlobalTableWitnesses');
  });

  it('two and a witness, strong: two replicas, and no API where the witness is', () => {
    const stacks = synthesize(stageLike('prod', { regions: ['us-east-1', 'us-west-2'], witness: 'us-east-2' }));
    const table = tableOf(stacks, 'prod');

    expect(regionsOf(table.Replicas).toSorted()).toEqual(['us-east-1', 'us-west-2']);
    expect(regionsOf(table.GlobalTableWitnesses)).toEqual(['us-east-2']);
    expect(stacks.map(({ name }) => name).toSorted()).toEqual([
      'penstock-prod-api-us-east-1',
      'penstock-prod-api-us-west-2',
      'penstock-prod-data',
      'penstock-prod-edge',
      'penstock-prod-events-us-east-1',
      'penstock-prod-events-us-west-2',
    ]);
  });

  it('any others, eventual: replicas that follow', () => {
    const table = tableOf(eventual, 'prod');

    expect(regionsOf(table.Replicas).toSorted()).toEqual(['eu-west-1', 'us-east-1']);
    expect(table).not.toHaveProperty('MultiRegionConsistency');
  });
});

describe('the webhooks table', () => {
  const data = stackOf(stacksOf('prod'), 'penstock-prod-data');
  const table = only(data, 'AWS::DynamoDB::GlobalTable', isWebhooks);

  it('keeps an endpoint and its deliveries under one key, and lists endpoints by tenant', () => {
    expect(table).toMatchObject({
      TableName: 'penstock-prod-webhooks',
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [
        {
          IndexName: 'byTenant',
          KeySchema: [
            { AttributeName: 'tenant', KeyType: 'HASH' },
            { AttributeName: 'listKey', KeyType: 'RANGE' },
          ],
        },
      ],
    });
  });

  it('lists endpoints without their secrets', () => {
    expect(table.GlobalSecondaryIndexes).toMatchObject([
      {
        Projection: {
          ProjectionType: 'INCLUDE',
          NonKeyAttributes: ['id', 'url', 'events', 'description', 'createdAt', 'disabled'],
        },
      },
    ]);
  });

  it.each([
    ['strong', stacksOf('prod'), 'prod', undefined],
    ['eventual', eventual, 'prod', { AttributeName: 'expiresAt', Enabled: true }],
    ['of one region', stacksOf('dev'), 'dev', { AttributeName: 'expiresAt', Enabled: true }],
  ])('that is %s expires its items where DynamoDB can', (_case, stacks, name, expiry) => {
    const stage = stackOf(stacks, `penstock-${name}-data`);

    expect(only(stage, 'AWS::DynamoDB::GlobalTable', isWebhooks).TimeToLiveSpecification).toEqual(expiry);
    expect(only(stage, 'AWS::DynamoDB::GlobalTable', isOrders)).not.toHaveProperty('TimeToLiveSpecification');
  });

  it('is where the orders are', () => {
    const orders = only(data, 'AWS::DynamoDB::GlobalTable', isOrders);

    expect(regionsOf(table.Replicas)).toEqual(regionsOf(orders.Replicas));
    expect(table.MultiRegionConsistency).toBe('STRONG');
  });
});

describe('what events need of the first region', () => {
  const data = stackOf(stacksOf('prod'), 'penstock-prod-data');

  it('is where the stream of the orders is, under a name that every region has', () => {
    const orders = resourcesOf(data, 'AWS::DynamoDB::GlobalTable').find(isOrders);

    expect(only(data, 'AWS::SSM::Parameter')).toMatchObject({
      Name: '/penstock/prod/orders-stream',
      Value: { 'Fn::GetAtt': [orders?.logicalId, 'StreamArn'] },
    });
  });

  it("is the payment provider's key, copied to the other regions and generated only to begin with", () => {
    expect(only(data, 'AWS::SecretsManager::Secret')).toMatchObject({
      Name: 'penstock-prod-payment-provider',
      GenerateSecretString: { SecretStringTemplate: '{}', GenerateStringKey: 'apiKey' },
      ReplicaRegions: [{ Region: 'eu-west-2' }, { Region: 'eu-central-1' }],
    });
  });

  it('holds no secret itself', () => {
    expect(only(data, 'AWS::SecretsManager::Secret')).not.toHaveProperty('SecretString');
  });
});

describe('stacks', () => {
  it('refer to nothing in one another', () => {
    for (const { template } of stacksOf('prod')) {
      expect(JSON.stringify(template)).not.toMatch(/Fn::ImportValue|Fn::GetStackOutput/);
    }
  });

  it.each(['local', 'load', 'dev', 'prod'])('of %s stay far under the 500 resources of CloudFormation', (name) => {
    for (const stack of stacksOf(name)) expect(resourcesOf(stack).length).toBeLessThan(200);
  });
});
