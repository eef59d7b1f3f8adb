import { asArray, asObject, type JsonObject, show } from '../json.ts';
import { defineRule, type Violation } from '../rule.ts';
import { eachResource, type Resource, violation } from '../template/resources.ts';

const tables = ['AWS::DynamoDB::GlobalTable', 'AWS::DynamoDB::Table'];

interface Replica {
  readonly location: string;
  readonly region: unknown;
  readonly settings: JsonObject;
}

/** A table of one region is its own replica. */
function replicasOf({ type, properties, stack }: Resource): readonly Replica[] {
  if (type === 'AWS::DynamoDB::Table') return [{ location: 'Properties', region: stack.region, settings: properties }];
  return asArray(properties.Replicas)
    .map(asObject)
    .map((settings, index) => ({ location: `Properties.Replicas[${index}]`, region: settings.Region, settings }));
}

export const tableProtectionRule = defineRule({
  id: 'table-protection',
  title: 'A table has a key of KMS, can be recovered, and can be deleted only where its data may go',
  why: 'cdk-nag asks none of it of a GlobalTable. Without recovery a bad write is final, without protection a bad call.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery.html',
  check: eachResource(tables, (table) => [
    ...unencrypted(table),
    ...replicasOf(table).flatMap((replica) => unrecoverable(table, replica)),
    ...(table.deletionPolicy === 'Delete' ? [] : replicasOf(table).flatMap((replica) => unprotected(table, replica))),
  ]),
});

function unencrypted(table: Resource): readonly Violation[] {
  const { SSEEnabled: encrypted } = asObject(table.properties.SSESpecification);
  if (encrypted === true) return [];
  const fix = 'set `encryption` of the table, for example TableEncryptionV2.awsManagedKey()';
  return [violation(table, 'Properties.SSESpecification', `received ${show(encrypted)}, expected SSEEnabled`, fix)];
}

function unrecoverable(table: Resource, { location, region, settings }: Replica): readonly Violation[] {
  const { PointInTimeRecoveryEnabled } = asObject(settings.PointInTimeRecoverySpecification);
  if (PointInTimeRecoveryEnabled === true) return [];
  const message = `received no point-in-time recovery in ${show(region)}, expected it in every replica`;
  const fix = 'set `pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true }` of the table';
  return [violation(table, `${location}.PointInTimeRecoverySpecification`, message, fix)];
}

function unprotected(table: Resource, { location, region, settings }: Replica): readonly Violation[] {
  const { DeletionProtectionEnabled: value } = settings;
  if (value === true) return [];
  const message = `received ${show(value)} in ${show(region)}, expected true`;
  const fix =
    'set `deletionProtection: true` of the table, or `removalPolicy: RemovalPolicy.DESTROY` where data may go';
  return [violation(table, `${location}.DeletionProtectionEnabled`, message, fix)];
}

export const tableKeysRule = defineRule({
  id: 'table-keys',
  title: 'A table defines the attributes of its keys, and no other',
  why: 'DynamoDB refuses a key that no attribute defines and an attribute that no key uses; nothing before it does.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html',
  check: eachResource(tables, (resource) => {
    const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = resource.properties;
    const namesIn = (list: unknown) => asArray(list).map((one) => String(asObject(one).AttributeName));
    const defined = namesIn(AttributeDefinitions);
    const indexes = [...asArray(GlobalSecondaryIndexes), ...asArray(LocalSecondaryIndexes)].map(asObject);
    const used = [KeySchema, ...indexes.map((index) => index.KeySchema)].flatMap(namesIn);
    const differing = [
      ...used.filter((name) => !defined.includes(name)),
      ...defined.filter((name) => !used.includes(name)),
    ];
    return [...new Set(differing)].map((name) => {
      const message = `received ${defined.join(', ')}, expected exactly the key attributes; "${name}" differs`;
      const fix = 'list in `attributeDefinitions` each key attribute of the table and its indexes, and no other';
      return violation(resource, 'Properties.AttributeDefinitions', message, fix);
    });
  }),
});
