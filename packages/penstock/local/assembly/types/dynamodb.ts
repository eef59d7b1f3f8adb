import type { Shape } from '../shape.ts';
import { arn, type Identity, idOf, nameOf, type ResourceType } from './resource-type.ts';

const keySchema: Shape = { AttributeName: 'any', KeyType: ['HASH', 'RANGE'] };
const projection: Shape = { NonKeyAttributes: 'any', ProjectionType: ['ALL', 'KEYS_ONLY', 'INCLUDE'] };

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
      StreamSpecification: { StreamViewType: ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'] },
      TableName: 'any',
      TimeToLiveSpecification: { AttributeName: 'any', Enabled: 'any' },
      WarmThroughput: 'any',
      WriteOnDemandThroughputSettings: 'any',
    },
    replacedBy: ['KeySchema', 'TableName'],
    ref: tableName,
    attributes: {
      Arn: tableArn,
      StreamArn: (table) => streamArnOf(table, tableName(table)),
      TableId: idOf,
    },
  },
};

/** Of the table of this name, in the region of the identity. */
export const streamArnOf = (identity: Identity, name: string): string =>
  `${arn(identity, 'dynamodb', `table/${name}`)}/stream/2026-01-01T00:00:00.000`;

function tableName(table: Identity): string {
  return nameOf(table, 'TableName');
}

function tableArn(table: Identity): string {
  return arn(table, 'dynamodb', `table/${tableName(table)}`);
}
