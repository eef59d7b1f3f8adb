import { expect, it } from '@jest/globals';
import { functionMemoryRule } from '../../rules/function-memory.ts';
import { judge, type Resources } from '../template.ts';

const fn = (MemorySize: unknown): Resources => ({ Fn: ['AWS::Lambda::Function', { MemorySize }] });

it.each([[128], [129], [1024], [10_239], [10_240], [undefined]])('a function may have %p MB', (size) => {
  expect(judge(functionMemoryRule, fn(size))).toEqual([]);
});

it.each([
  [127, '127'],
  [10_241, '10241'],
  [512.5, '512.5'],
  ['512', '"512"'],
])('a function fails with %p MB', (size, received) => {
  expect(judge(functionMemoryRule, fn(size))).toEqual([
    {
      stack: 'stack',
      logicalId: 'Fn',
      location: 'Properties.MemorySize',
      message: `received ${received}, expected 128 to 10240 MB`,
      fix: 'set `memorySize` of the Function within the bounds',
    },
  ]);
});

it('what is no function may have any memory', () => {
  expect(judge(functionMemoryRule, { Other: ['Custom::Function', { MemorySize: 1 }] })).toEqual([]);
});
