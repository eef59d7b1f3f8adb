import { asArray, asObject, show } from '../json.ts';
import { defineRule, type Violation } from '../rule.ts';
import { eachResource, type Resource, referenced, violation } from '../template/resources.ts';

export const tableReplicasRule = defineRule({
  id: 'table-replicas',
  title: "A global table has a replica in its stack's region, one a region, and a key of its own in each or in none",
  why: 'CloudFormation refuses anything else, after the stack has begun to change.',
  source:
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html',
  check: eachResource(['AWS::DynamoDB::GlobalTable'], (table) => {
    const replicas = asArray(table.properties.Replicas).map(asObject);
    const regions = replicas.map(({ Region }) => (referenced(Region) === 'AWS::Region' ? table.stack.region : Region));
    const keys = replicas.map(({ SSESpecification }) => asObject(SSESpecification).KMSMasterKeyId);
    return [...withoutOwn(table, regions), ...repeated(table, regions), ...partlyKeyed(table, regions, keys)];
  }),
});

/** A region that is known at deployment alone is taken for the stack's own. */
function withoutOwn(table: Resource, regions: readonly unknown[]): readonly Violation[] {
  const own = table.stack.region;
  if (own === '' || regions.includes(own) || !regions.every((region) => typeof region === 'string')) return [];
  const message = `received ${regions.join(', ')}, expected ${own}, where its stack is, among them`;
  return [violation(table, 'Properties.Replicas', message, 'put the TableV2 into a stack of one of its regions')];
}

function repeated(table: Resource, regions: readonly unknown[]): readonly Violation[] {
  return regions.flatMap((region, index) => {
    if (regions.indexOf(region) === index) return [];
    const message = `received ${show(region)} twice, expected one replica a region`;
    const fix = 'list in `replicas` of the TableV2 each other region once, and not that of its stack';
    return [violation(table, `Properties.Replicas[${index}].Region`, message, fix)];
  });
}

function partlyKeyed(table: Resource, regions: readonly unknown[], keys: readonly unknown[]): readonly Violation[] {
  if (keys.every((key) => key === undefined)) return [];
  return keys.flatMap((key, index) => {
    if (key !== undefined) return [];
    const message = `received no key for ${show(regions[index])}, expected one in every replica or in none`;
    const fix = 'give `TableEncryptionV2.customerManagedKey(key, replicaKeyArns)` the key of each replica';
    return [violation(table, `Properties.Replicas[${index}].SSESpecification`, message, fix)];
  });
}
