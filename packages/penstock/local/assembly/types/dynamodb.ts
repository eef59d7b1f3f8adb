import type { Shape } from '../shape.ts';
import { arn, type Identity, idOf, nameOf, type ResourceType } from './resource-type.ts';

const keySchema: Shape = { AttributeName: 'any', KeyType: ['HASH', 'RANGE'] };
const projection: Shape = { NonKeyAttributes: 'any', ProjectionType: ['ALL', 'KEYS_ONLY', 'INCLUDE'] };

/** Of the streams of tables. */
const viewTypes: Shape = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'];

/**
 * Capacity, encryption, recovery and deletion protection change nothing about what a request answers. Nor does expiry:
 * DynamoDB deletes what has expired within a few days.
 */
export const dynamodbTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::DynamoDB::GlobalTable': {
    properties: {
      AttributeDefinitions: { AttributeName: 'any', AttributeType: ['S', 'N', 'B'] },
      BillingMode: 'any',
      GlobalSecondaryIndexes: {
        IndexName: 'any',
        KeySchema: keySchema,
        Projection: projection,
        WarmThroughput: 'any',
        WriteOnDemandThroughputSettings: 'any',
      },
      GlobalTableWitnesses: { Region: 'any' },
      KeySchema: keySchema,
      MultiRegionConsistency: ['EVENTUAL', 'STRONG'],
      Replicas: {
        ContributorInsightsSpecification: 'any',
        DeletionProtectionEnabled: 'any',
        GlobalSecondaryIndexes: 'any',
        PointInTimeRecoverySpecification: 'any',
        Region: 'any',
        SSESpecification: 'any',
        TableClass: 'any',
        Tags: 'any',
      },
      SSESpecification: 'any',
      StreamSpecification: { StreamViewType: viewTypes },
      TableName: 'any',
      TimeToLiveSpecification: { AttributeName: 'any', Enabled: 'any' },
      WarmThroughput: 'any',
      WriteOnDemandThroughputSettings: 'any',
    },
    replacedBy: ['KeySchema', 'TableName'],
    ref: tableName,
    attributes: {
      Arn: tableArn,
      StreamArn: streamArn,
      TableId: idOf,
    },
  },
  'AWS::DynamoDB::Table': {
    properties: {
      AttributeDefinitions: { AttributeName: 'any', AttributeType: ['S', 'N', 'B'] },
      BillingMode: 'any',
      ContributorInsightsSpecification: 'any',
      DeletionProtectionEnabled: 'any',
      GlobalSecondaryIndexes: {
        ContributorInsightsSpecification: 'any',
        IndexName: 'any',
        KeySchema: keySchema,
        OnDemandThroughput: 'any',
        Projection: projection,
        ProvisionedThroughput: 'any',
        WarmThroughput: 'any',
      },
      KeySchema: keySchema,
      OnDemandThroughput: 'any',
      PointInTimeRecoverySpecification: 'any',
      ProvisionedThroughput: 'any',
      SSESpecification: 'any',
      StreamSpecification: { StreamViewType: viewTypes },
      TableClass: 'any',
      TableName: 'any',
      Tags: 'any',
      TimeToLiveSpecification: { AttributeName: 'any', Enabled: 'any' },
      WarmThroughput: 'any',
    },
    replacedBy: ['KeySchema', 'TableName'],
    ref: tableName,
    attributes: { Arn: tableArn, StreamArn: streamArn },
  },
};

/** Of the table of this name, in the region of the identity. */
export const streamArnOf = (identity: Identity, name: string): string =>
  `${arn(identity, 'dynamodb', `table/${name}`)}/stream/2026-01-01T00:00:00.000`;

function tableName(table: Identity): string {
  return nameOf(table, 'TableName');
}

function streamArn(table: Identity): string {
  return streamArnOf(table, tableName(table));
}

function tableArn(table: Identity): string {
  return arn(table, 'dynamodb', `table/${tableName(table)}`);
}
