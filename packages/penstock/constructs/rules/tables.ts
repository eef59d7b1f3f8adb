import { asArray, asObject, show } from '../../contract/json.ts';
import { describeStrongSets, formStrongSet } from '../stage/regions.ts';
import { type Resource, resourceRule, violation } from './resources.ts';

const tables = ['AWS::DynamoDB::GlobalTable'];

const replicasOf = ({ properties }: Resource) =>
  asArray(properties.Replicas).map((replica, index) => ({
    ...asObject(replica),
    location: `Properties.Replicas[${index}]`,
  }));

/** What cdk-nag asks of a Table it never asks of a GlobalTable. */
export const tableProtectionRule = resourceRule('table-protection', tables, (resource, { stage }) => {
  const encryption = asObject(resource.properties.SSESpecification).SSEEnabled;
  const replicas = replicasOf(resource).map(asObject);
  const unrecoverable = replicas.filter(
    (one) => asObject(one.PointInTimeRecoverySpecification).PointInTimeRecoveryEnabled !== true,
  );
  const unprotected =
    stage.removal === 'destroy' ? [] : replicas.filter((one) => one.DeletionProtectionEnabled !== true);
  return [
    ...(encryption === true
      ? []
      : [
          violation(
            resource,
            'Properties.SSESpecification',
            `received ${show(encryption)}, expected SSEEnabled`,
            'encrypt it',
          ),
        ]),
    ...unrecoverable.map((one) =>
      violation(
        resource,
        `${one.location}.PointInTimeRecoverySpecification`,
        `received no point-in-time recovery in ${show(one.Region)}, expected it in every replica`,
        'enable pointInTimeRecovery',
      ),
    ),
    ...unprotected.map((one) =>
      violation(
        resource,
        `${one.location}.DeletionProtectionEnabled`,
        `received ${show(one.DeletionProtectionEnabled)} in ${show(one.Region)}, expected true`,
        "set deletionProtection in the stage, or removal: 'destroy' where data may go",
      ),
    ),
  ];
});

/**
 * Multi-region strong consistency takes three regions of one set and knows neither TTL nor local indexes; the
 * deployment would fail, or the table would be eventual for ever.
 * Source: Amazon DynamoDB Developer Guide, "Multi-Region strong consistency (MRSC)".
 */
export const strongTableRule = resourceRule('strong-table', tables, (resource) => {
  const {
    MultiRegionConsistency: mode,
    GlobalTableWitnesses,
    TimeToLiveSpecification,
    LocalSecondaryIndexes,
  } = resource.properties;
  if (mode !== 'STRONG') return [];
  const regions = [...replicasOf(resource), ...asArray(GlobalTableWitnesses)].map((one) =>
    String(asObject(one).Region),
  );
  return [
    ...(formStrongSet(regions)
      ? []
      : [
          violation(
            resource,
            'Properties.Replicas',
            `received ${regions.join(', ')}, expected three regions, or two and a witness, of one set: ${describeStrongSets()}`,
            'choose `regions` and `witness` of the stage from one set',
          ),
        ]),
    ...Object.entries({ TimeToLiveSpecification, LocalSecondaryIndexes })
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) =>
        violation(resource, `Properties.${name}`, `received ${show(value)}, expected nothing with STRONG`, 'remove it'),
      ),
  ];
});

/** DynamoDB refuses a key that no attribute defines, and an attribute that no key uses; nothing before it does. */
export const tableKeysRule = resourceRule('table-keys', tables, (resource) => {
  const { AttributeDefinitions, KeySchema, GlobalSecondaryIndexes, LocalSecondaryIndexes } = resource.properties;
  const namesIn = (list: unknown) => asArray(list).map((one) => String(asObject(one).AttributeName));
  const defined = namesIn(AttributeDefinitions);
  const indexes = [...asArray(GlobalSecondaryIndexes), ...asArray(LocalSecondaryIndexes)].map(asObject);
  const used = [KeySchema, ...indexes.map((index) => index.KeySchema)].flatMap(namesIn);
  const differing = [
    ...used.filter((name) => !defined.includes(name)),
    ...defined.filter((name) => !used.includes(name)),
  ];
  return [...new Set(differing)].map((name) =>
    violation(
      resource,
      'Properties.AttributeDefinitions',
      `received ${defined.join(', ')}, expected exactly the key attributes; "${name}" differs`,
      'define each key attribute of the table and its indexes, and no other',
    ),
  );
});
