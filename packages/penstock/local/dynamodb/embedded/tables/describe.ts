import type { JsonObject } from '../../../json.ts';
import { type Context, tableArn } from '../context.ts';
import type { IndexDefinition, KeySchema, Replication, TableDefinition } from './definition.ts';

/** A table as `DescribeTable` shows it. */
export function describeTable(context: Context, table: TableDefinition, status = 'ACTIVE'): JsonObject {
  const arn = tableArn(context, table.name);
  const { rows, bytes } = context.store.count(table.space);
  return {
    TableName: table.name,
    TableId: table.id,
    TableArn: arn,
    TableStatus: status,
    KeySchema: describeKeys(table.keys),
    AttributeDefinitions: table.attributes.map(({ name, type }) => ({ AttributeName: name, AttributeType: type })),
    CreationDateTime: table.createdAt / 1000,
    ItemCount: rows,
    TableSizeBytes: bytes,
    BillingModeSummary: { BillingMode: 'PAY_PER_REQUEST' },
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
    DeletionProtectionEnabled: table.isProtected,
    ...(table.indexes.length === 0
      ? {}
      : { GlobalSecondaryIndexes: table.indexes.map((index) => describeIndex(context, arn, index)) }),
    ...(table.stream?.isEnabled === true
      ? {
          StreamSpecification: { StreamEnabled: true, StreamViewType: table.stream.viewType },
          LatestStreamLabel: table.stream.label,
          LatestStreamArn: `${arn}/stream/${table.stream.label}`,
        }
      : {}),
    ...(table.replication === undefined ? {} : describeReplicas(context, table.replication)),
  };
}

/** The other replicas: DynamoDB does not list the one that is asked. */
function describeReplicas({ region }: Context, replication: Replication): JsonObject {
  const others = replication.regions.filter((other) => other !== region);
  const witness = replication.consistency === 'strong' ? replication.witness : undefined;
  return {
    GlobalTableVersion: '2019.11.21',
    MultiRegionConsistency: replication.consistency.toUpperCase(),
    Replicas: others.map((RegionName) => ({ RegionName, ReplicaStatus: 'ACTIVE' })),
    ...(witness === undefined ? {} : { GlobalTableWitnesses: [{ RegionName: witness, WitnessStatus: 'ACTIVE' }] }),
  };
}

function describeIndex({ store }: Context, arn: string, { name, space, keys, projection }: IndexDefinition) {
  const { rows, bytes } = store.count(space);
  return {
    IndexName: name,
    IndexArn: `${arn}/index/${name}`,
    IndexStatus: 'ACTIVE',
    KeySchema: describeKeys(keys),
    Projection: {
      ProjectionType: projection.type,
      ...(projection.attributes.length === 0 ? {} : { NonKeyAttributes: projection.attributes }),
    },
    ItemCount: rows,
    IndexSizeBytes: bytes,
    ProvisionedThroughput: { ReadCapacityUnits: 0, WriteCapacityUnits: 0, NumberOfDecreasesToday: 0 },
  };
}

function describeKeys({ partition, sort }: KeySchema): readonly JsonObject[] {
  const range = sort === undefined ? [] : [{ AttributeName: sort.name, KeyType: 'RANGE' }];
  return [{ AttributeName: partition.name, KeyType: 'HASH' }, ...range];
}
