import { describe, expect, it } from '@jest/globals';
import { strongTableRule } from '../../rules/strong-table.ts';
import { judge, type Loose, type Resources } from '../template.ts';

const replica = (Region: string) => ({ Region });
const table = (over: object = {}): Resources => ({
  Table: ['AWS::DynamoDB::GlobalTable', { Replicas: [replica('eu-west-1'), replica('eu-west-2')], ...over }],
});
const violation = (location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId: 'Table',
  location,
  message,
  fix,
});

describe('a strong table', () => {
  const strong = (over: Loose) => judge(strongTableRule, table({ MultiRegionConsistency: 'STRONG', ...over }));
  const three = ['eu-west-1', 'eu-west-2', 'eu-central-1'].map((region) => replica(region));

  it.each([
    ['three regions', { Replicas: three }],
    ['two and a witness', { GlobalTableWitnesses: [{ Region: 'eu-west-3' }] }],
  ])('has %s of one set', (_case, over) => {
    expect(strong(over)).toEqual([]);
  });

  it('fails in regions that form no set', () => {
    expect(strong({ GlobalTableWitnesses: [{ Region: 'us-east-1' }] })).toEqual([
      violation(
        'Properties.Replicas',
        'received eu-west-1, eu-west-2, us-east-1, expected three regions, or two and a witness, of one set: us-east-1, us-east-2, us-west-2; or eu-west-1, eu-west-2, eu-west-3, eu-central-1; or ap-northeast-1, ap-northeast-2, ap-northeast-3',
        "choose the stack's region, `replicas` and `witnessRegion` of the TableV2 from one set",
      ),
    ]);
  });

  it.each([
    ['fewer than three', three.slice(1)],
    ['more than three', [...three, replica('eu-west-3')]],
    ['one of them twice', [...three.slice(1), ...three.slice(1, 2)]],
  ])('fails in %s of one set', (_case, Replicas) => {
    expect(strong({ Replicas })).toMatchObject([{ location: 'Properties.Replicas' }]);
  });

  it.each(['TimeToLiveSpecification', 'LocalSecondaryIndexes'])('fails with %s', (name) => {
    expect(strong({ Replicas: three, [name]: [] })).toEqual([
      violation(
        `Properties.${name}`,
        'received [], expected nothing with STRONG',
        'remove `timeToLiveAttribute` and `localSecondaryIndexes` of the TableV2',
      ),
    ]);
  });

  it('is judged only where it is strong', () => {
    expect(judge(strongTableRule, table({ MultiRegionConsistency: 'EVENTUAL', TimeToLiveSpecification: {} }))).toEqual(
      [],
    );
    expect(judge(strongTableRule, { Other: ['Custom::Table', { MultiRegionConsistency: 'STRONG' }] })).toEqual([]);
  });
});
