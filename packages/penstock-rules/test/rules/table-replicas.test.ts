import { describe, expect, it } from '@jest/globals';
import { tableReplicasRule } from '../../rules/table-replicas.ts';
import { judge, stackWith } from '../template.ts';

const replica = (Region: unknown, key?: string) => ({
  Region,
  ...(key !== undefined && { SSESpecification: { KMSMasterKeyId: key } }),
});
const found = (Replicas: readonly object[], region = 'eu-west-1', type = 'AWS::DynamoDB::GlobalTable') =>
  judge(tableReplicasRule, {}, { stacks: [stackWith({ Table: [type, { Replicas }] }, 'stack', region)] });
const violation = (location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId: 'Table',
  location: `Properties.Replicas${location}`,
  message,
  fix,
});
const own = { Ref: 'AWS::Region' };

describe('the replicas of a table', () => {
  it.each([
    ['in the region of its stack and another', [replica('eu-west-1'), replica('eu-west-2')]],
    ['in the region of its stack by reference', [replica('eu-west-2'), replica(own)]],
    ['each with its key', [replica('eu-west-1', 'a'), replica('eu-west-2', 'b')]],
    ['in a region that is known at deployment', [replica('eu-west-2'), replica({ Ref: 'Region' })]],
  ])('may be %s', (_case, replicas) => {
    expect(found(replicas)).toEqual([]);
  });

  it('fail to be in other regions than its stack', () => {
    const replicas = [replica('eu-west-2'), replica('eu-west-3')];

    expect(found(replicas)).toEqual([
      violation(
        '',
        'received eu-west-2, eu-west-3, expected eu-west-1, where its stack is, among them',
        'put the TableV2 into a stack of one of its regions',
      ),
    ]);
    expect(found(replicas, '')).toEqual([]);
  });

  it.each([
    ['by name', replica('eu-west-1')],
    ['by reference', replica(own)],
  ])('fail to be in one region twice, %s', (_case, second) => {
    expect(found([replica('eu-west-1'), second])).toEqual([
      violation(
        '[1].Region',
        'received "eu-west-1" twice, expected one replica a region',
        'list in `replicas` of the TableV2 each other region once, and not that of its stack',
      ),
    ]);
  });

  it('fail to have a key in some regions alone', () => {
    expect(found([replica('eu-west-1', 'a'), replica('eu-west-2')])).toEqual([
      violation(
        '[1].SSESpecification',
        'received no key for "eu-west-2", expected one in every replica or in none',
        'give `TableEncryptionV2.customerManagedKey(key, replicaKeyArns)` the key of each replica',
      ),
    ]);
  });

  it('are those of a global table', () => {
    expect(found([replica('eu-west-2')], 'eu-west-1', 'Custom::Table')).toEqual([]);
  });
});
