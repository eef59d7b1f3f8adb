import { describe, expect, it } from '@jest/globals';
import { tableRemovalRule } from '../../../constructs/rules/table-removal.ts';
import { judge, type Resources, stage } from './template.ts';

describe.each(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable'])('a %s', (type) => {
  const found = (policy?: string, removal = stage.removal) =>
    judge(tableRemovalRule, { Table: [type, {}, policy] as Resources[string] }, { stage: { ...stage, removal } });

  it.each(['Retain', 'RetainExceptOnCreate'])('stays when its stack goes, by %s', (policy) => {
    expect(found(policy)).toEqual([]);
  });

  it.each([
    ['Delete', '"Delete"'],
    [undefined, 'nothing'],
  ])('fails with %p where the stage keeps its data', (policy, received) => {
    expect(found(policy)).toEqual([
      {
        stack: 'stack',
        logicalId: 'Table',
        location: 'DeletionPolicy',
        message: `received ${received}, expected "Retain": the stage has removal "retain"`,
        fix: "take `removalPolicy` from the stage's `removal`",
      },
    ]);
    expect(found(policy, 'destroy')).toEqual([]);
  });
});
