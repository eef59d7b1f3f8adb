import { describe, expect, it } from '@jest/globals';
import { strongTableRule, tableKeysRule, tableProtectionRule } from '../../../constructs/rules/tables.ts';
import { judge, type Loose, type Resources, stage } from './template.ts';

const replica = (Region: string, over: object = {}) => ({
  Region,
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
  DeletionProtectionEnabled: true,
  ...over,
});
const table = (over: object = {}): Resources => ({
  Table: [
    'AWS::DynamoDB::GlobalTable',
    { SSESpecification: { SSEEnabled: true }, Replicas: [replica('eu-west-1'), replica('eu-west-2')], ...over },
  ],
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
      violation('Properties.SSESpecification', `received ${received}, expected SSEEnabled`, 'encrypt it'),
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
        'enable pointInTimeRecovery',
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
        "set deletionProtection in the stage, or removal: 'destroy' where data may go",
      ),
    ]);
    expect(judge(tableProtectionRule, table({ Replicas }), { stage: { ...stage, removal: 'destroy' } })).toEqual([]);
  });
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
        'choose `regions` and `witness` of the stage from one set',
      ),
    ]);
  });

  it.each(['TimeToLiveSpecification', 'LocalSecondaryIndexes'])('fails with %s', (name) => {
    expect(strong({ Replicas: three, [name]: [] })).toEqual([
      violation(`Properties.${name}`, 'received [], expected nothing with STRONG', 'remove it'),
    ]);
  });

  it('is judged only where it is strong', () => {
    expect(judge(strongTableRule, table({ MultiRegionConsistency: 'EVENTUAL', TimeToLiveSpecification: {} }))).toEqual(
      [],
    );
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
        'define each key attribute of the table and its indexes, and no other',
      ),
    ]);
  });
});
