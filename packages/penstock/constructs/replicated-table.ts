import {
  type Attribute,
  Billing,
  MultiRegionConsistency,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { type RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface TableIndex {
  readonly partitionKey: Attribute;
  readonly sortKey: Attribute;
  /** The attributes that it holds beside the keys; whole items by default. */
  readonly include?: readonly string[];
}

export interface ReplicatedTableProps {
  readonly tableName: string;
  readonly partitionKey: Attribute;
  readonly sortKey?: Attribute;
  readonly indexes: Readonly<Record<string, TableIndex>>;
  /**
   * The attribute that says when an item expires, in seconds since the epoch. A strongly consistent table (MRSC) knows
   * no TTL and is made without: whoever writes to it deletes what is old.
   */
  readonly timeToLiveAttribute?: string;
  /** The stack's own region first. */
  readonly regions: readonly string[];
  readonly consistency?: 'strong' | 'eventual';
  readonly witness?: string;
  readonly deletionProtection: boolean;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * An on-demand table with point-in-time recovery and a stream, replicated to every region of the stage.
 * It has no local index: a strongly consistent table (MRSC) knows none.
 */
export class ReplicatedTable extends Construct {
  /** Of the replica in the stack's region; CloudFormation knows no other. */
  readonly streamArn: string;

  constructor(scope: Construct, id: string, props: ReplicatedTableProps) {
    super(scope, id);
    const home = Stack.of(this).region;
    const isStrong = props.consistency === 'strong';
    const table = new TableV2(this, 'Table', {
      tableName: props.tableName,
      partitionKey: props.partitionKey,
      ...(props.sortKey === undefined ? {} : { sortKey: props.sortKey }),
      globalSecondaryIndexes: Object.entries(props.indexes).map(([indexName, index]) => indexOf(indexName, index)),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: props.deletionProtection,
      removalPolicy: props.removalPolicy,
      replicas: props.regions.filter((region) => region !== home).map((region) => ({ region })),
      ...(isStrong ? { multiRegionConsistency: MultiRegionConsistency.STRONG } : {}),
      ...(isStrong || props.timeToLiveAttribute === undefined
        ? {}
        : { timeToLiveAttribute: props.timeToLiveAttribute }),
      ...(props.witness === undefined ? {} : { witnessRegion: props.witness }),
    });
    this.streamArn = table.tableStreamArn ?? '';
  }
}

const indexOf = (indexName: string, { include, ...keys }: TableIndex) => ({
  indexName,
  ...keys,
  ...(include === undefined ? {} : { projectionType: ProjectionType.INCLUDE, nonKeyAttributes: [...include] }),
});
