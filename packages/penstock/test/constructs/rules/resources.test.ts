import { describe, expect, it } from '@jest/globals';
import { isNamed, referenced, referencedWithin, resourcesOf } from '../../../constructs/rules/resources.ts';
import { stackWith, stage } from './template.ts';

describe('the resources of a stack', () => {
  const stack = stackWith({ A: ['x', { p: 1 }], B: ['y'], C: ['z'] });

  it('are all of them where no type is named', () => {
    expect(resourcesOf(stack)).toEqual([
      { logicalId: 'A', type: 'x', properties: { p: 1 }, stack },
      { logicalId: 'B', type: 'y', properties: {}, stack },
      { logicalId: 'C', type: 'z', properties: {}, stack },
    ]);
  });

  it('are those of the types that are named', () => {
    expect(resourcesOf(stack, 'z', 'x').map(({ logicalId }) => logicalId)).toEqual(['A', 'C']);
  });
});

describe('a reference', () => {
  it.each([
    ['a Ref', { Ref: 'A' }, 'A'],
    ['an attribute', { 'Fn::GetAtt': ['A', 'Arn'] }, 'A'],
    ['a text', 'A', undefined],
    ['a Ref that is no text', { Ref: 7 }, undefined],
    ['a join', { 'Fn::Join': ['', []] }, undefined],
  ])('is read from %s', (_case, value, id) => {
    expect(referenced(value)).toBe(id);
  });

  it('is found however deep, each once', () => {
    const value = { a: [{ Ref: 'A' }, { b: { 'Fn::GetAtt': ['B', 'Arn'] } }], c: 'C' };

    expect(referencedWithin(value)).toEqual(['A', 'B']);
    expect(referencedWithin({ Ref: 'A' })).toEqual(['A']);
  });
});

it('a name has the stage in it', () => {
  expect(isNamed('penstock-test-orders', stage, 'orders')).toBe(true);
  expect(isNamed('penstock-prod-orders', stage, 'orders')).toBe(false);
});
