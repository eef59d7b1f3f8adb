import {
  type Attribute,
  Billing,
  MultiRegionConsistency,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { type RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface ReplicatedTableProps {
  readonly tableName: string;
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
  /** By index name; every index projects whole items. */
  readonly indexes: Readonly<Record<string, { readonly partitionKey: Attribute; readonly sortKey: Attribute }>>;
  /** The stack's own region first. */
  readonly regions: readonly string[];
  readonly consistency?: 'strong' | 'eventual';
  readonly witness?: string;
  readonly deletionProtection: boolean;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * An on-demand table with point-in-time recovery and a stream, replicated to every region of the stage.
 * It has no TTL and no local index: a strongly consistent table (MRSC) knows neither.
 */
export class ReplicatedTable extends Construct {
  /** Of the replica in the stack's region; CloudFormation knows no other. */
  readonly streamArn: string;

  constructor(scope: Construct, id: string, props: ReplicatedTableProps) {
    super(scope, id);
    const home = Stack.of(this).region;
    const table = new TableV2(this, 'Table', {
      tableName: props.tableName,
      partitionKey: props.partitionKey,
      ...(props.sortKey === undefined ? {} : { sortKey: props.sortKey }),
      globalSecondaryIndexes: Object.entries(props.indexes).map(([indexName, keys]) => ({ indexName, ...keys })),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.deletionProtection,
      removalPolicy: props.removalPolicy,
      replicas: props.regions.filter((region) => region !== home).map((region) => ({ region })),
      ...(props.consistency === 'strong' ? { multiRegionConsistency: MultiRegionConsistency.STRONG } : {}),
      ...(props.witness === undefined ? {} : { witnessRegion: props.witness }),
    });
    this.streamArn = table.tableStreamArn ?? '';
  }
}
