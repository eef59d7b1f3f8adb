import { describe, expect, it } from '@jest/globals';
import { tableKeysRule, tableProtectionRule } from '../../rules/tables.ts';
import { judge, type Resources } from '../template.ts';

const replica = (Region: string, over: object = {}) => ({
  Region,
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  DeletionProtectionEnabled: true,
  ...over,
});
const table = (over: object = {}, deletionPolicy?: string): Resources => ({
  Table: [
    'AWS::DynamoDB::GlobalTable',
    { SSESpecification: { SSEEnabled: true }, Replicas: [replica('eu-west-1'), replica('eu-west-2')], ...over },
    deletionPolicy,
  ] as Resources[string],
});
const violation = (location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId: 'Table',
  location,
  message,
  fix,
});

describe('the protection of a table', () => {
  it('is encryption, recovery and protection in every replica', () => {
    expect(judge(tableProtectionRule, table())).toEqual([]);
  });

  it.each([
    ['said to be off', { SSEEnabled: false }, 'false'],
    ['not said', {}, 'nothing'],
  ])('fails when encryption is %s', (_case, SSESpecification, received) => {
    expect(judge(tableProtectionRule, table({ SSESpecification }))).toEqual([
      violation(
        'Properties.SSESpecification',
        `received ${received}, expected SSEEnabled`,
        'set `encryption` of the table, for example TableEncryptionV2.awsManagedKey()',
      ),
    ]);
  });

  it.each([
    ['said to be off', { PointInTimeRecoveryEnabled: false }],
    ['not said', {}],
    ['missing', undefined],
  ])('fails when the recovery of a replica is %s', (_case, PointInTimeRecoverySpecification) => {
    const Replicas = [replica('eu-west-1'), replica('eu-west-2', { PointInTimeRecoverySpecification })];

    expect(judge(tableProtectionRule, table({ Replicas }))).toEqual([
      violation(
        'Properties.Replicas[1].PointInTimeRecoverySpecification',
        'received no point-in-time recovery in "eu-west-2", expected it in every replica',
        'set `pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true }` of the table',
      ),
    ]);
  });

  it.each([
    ['said to be off', false, 'false'],
    ['not said', undefined, 'nothing'],
  ])('fails when data is to be kept and deletion protection is %s', (_case, DeletionProtectionEnabled, received) => {
    const Replicas = [replica('eu-west-1', { DeletionProtectionEnabled })];

    expect(judge(tableProtectionRule, table({ Replicas }))).toEqual([
      violation(
        'Properties.Replicas[0].DeletionProtectionEnabled',
        `received ${received} in "eu-west-1", expected true`,
        'set `deletionProtection: true` of the table, or `removalPolicy: RemovalPolicy.DESTROY` where data may go',
      ),
    ]);
    expect(judge(tableProtectionRule, table({ Replicas }, 'Retain'))).toHaveLength(1);
    expect(judge(tableProtectionRule, table({ Replicas }, 'Delete'))).toEqual([]);
  });

  it('is asked of a table of one region by its own members', () => {
    const single = (over: object): Resources => ({
      Table: ['AWS::DynamoDB::Table', { SSESpecification: { SSEEnabled: true }, ...over }],
    });
    const { Region, ...settings } = replica('eu-west-1');

    expect(judge(tableProtectionRule, single(settings))).toEqual([]);
    expect(judge(tableProtectionRule, single({}))).toMatchObject([
      {
        location: 'Properties.PointInTimeRecoverySpecification',
        message: 'received no point-in-time recovery in "eu-west-1", expected it in every replica',
      },
      { location: 'Properties.DeletionProtectionEnabled', message: 'received nothing in "eu-west-1", expected true' },
    ]);
  });
});

describe('the attributes of a table', () => {
  const key = (...names: string[]) => names.map((AttributeName) => ({ AttributeName }));
  const keys = (...defined: string[]) =>
    table({
      AttributeDefinitions: key(...defined),
      KeySchema: key('pk', 'sk'),
      GlobalSecondaryIndexes: [{ KeySchema: key('tenant') }],
      LocalSecondaryIndexes: [{ KeySchema: key('pk', 'at') }],
    });

  it('are those that the table and its indexes are keyed by', () => {
    expect(judge(tableKeysRule, keys('pk', 'sk', 'tenant', 'at'))).toEqual([]);
  });

  it.each([
    ['a key of the table', ['pk', 'tenant', 'at'], 'sk'],
    ['a key of the table and of an index', ['sk', 'tenant', 'at'], 'pk'],
    ['a key of a global index', ['pk', 'sk', 'at'], 'tenant'],
    ['a key of a local index', ['pk', 'sk', 'tenant'], 'at'],
    ['no key', ['pk', 'sk', 'tenant', 'at', 'total'], 'total'],
  ])('fail when they differ in %s', (_case, defined, name) => {
    expect(judge(tableKeysRule, keys(...defined))).toEqual([
      violation(
        'Properties.AttributeDefinitions',
        `received ${defined.join(', ')}, expected exactly the key attributes; "${name}" differs`,
        'list in `attributeDefinitions` each key attribute of the table and its indexes, and no other',
      ),
    ]);
  });
});
