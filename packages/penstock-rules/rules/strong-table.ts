import { describeStrongSets, formStrongSet } from '../facts.ts';
import { asArray, asObject, show } from '../json.ts';
import { defineRule, type Violation } from '../rule.ts';
import { eachResource, type Resource, violation } from '../template/resources.ts';

export const strongTableRule = defineRule({
  id: 'strong-table',
  title: 'A strongly consistent table spans three regions of one set, and has neither TTL nor local indexes',
  why: 'DynamoDB refuses anything else; CDK does not.',
  source: 'https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/multi-region-strong-consistency-gt.html',
  check: eachResource(['AWS::DynamoDB::GlobalTable'], (table) =>
    table.properties.MultiRegionConsistency === 'STRONG' ? [...wrongRegions(table), ...surplus(table)] : [],
  ),
});

function wrongRegions(table: Resource): readonly Violation[] {
  const { Replicas, GlobalTableWitnesses } = table.properties;
  const regions = [...asArray(Replicas), ...asArray(GlobalTableWitnesses)].map((one) => String(asObject(one).Region));
  if (formStrongSet(regions)) return [];
  const message = `received ${regions.join(', ')}, expected three regions, or two and a witness, of one set: ${describeStrongSets()}`;
  const fix = "choose the stack's region, `replicas` and `witnessRegion` of the TableV2 from one set";
  return [violation(table, 'Properties.Replicas', message, fix)];
}

function surplus(table: Resource): readonly Violation[] {
  const { TimeToLiveSpecification, LocalSecondaryIndexes } = table.properties;
  return Object.entries({ TimeToLiveSpecification, LocalSecondaryIndexes })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => {
      const message = `received ${show(value)}, expected nothing with STRONG`;
      const fix = 'remove `timeToLiveAttribute` and `localSecondaryIndexes` of the TableV2';
      return violation(table, `Properties.${name}`, message, fix);
    });
}
