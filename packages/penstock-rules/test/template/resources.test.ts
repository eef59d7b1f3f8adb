import { describe, expect, it } from '@jest/globals';
import { referenced, referencedWithin, resourcesOf } from '../../template/resources.ts';
import { stackWith } from '../template.ts';

describe('the resources of a stack', () => {
  const stack = stackWith({ A: ['x', { p: 1 }], B: ['y', {}, 'Retain'], C: ['z'] });

  it('are all of them where no type is named', () => {
    expect(resourcesOf(stack)).toEqual([
      { logicalId: 'A', type: 'x', properties: { p: 1 }, deletionPolicy: undefined, stack },
      { logicalId: 'B', type: 'y', properties: {}, deletionPolicy: 'Retain', stack },
      { logicalId: 'C', type: 'z', properties: {}, deletionPolicy: undefined, stack },
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
