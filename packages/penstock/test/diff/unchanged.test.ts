import { expect, test } from '@jest/globals';
import { isUnchanged } from '../../diff/schema/unchanged.ts';

const referring = (...references: readonly string[]) => ({ anyOf: references.map(($ref) => ({ $ref })) });
const documentOf = (schemas: Readonly<Record<string, unknown>>) => ({ components: { schemas } });
const asked = (before: unknown, after: unknown, was: object, is: object) =>
  isUnchanged(
    { base: documentOf({ ...was }), head: documentOf({ ...is }) },
    [{ value: before, pointer: '' }],
    [{ value: after, pointer: '' }],
  );

const text = { type: 'string' };
const toA = referring('#/components/schemas/A');

test.each<readonly [string, boolean, unknown, object, object]>([
  ['the same with all that it refers to', true, toA, { A: text }, { A: text, B: text }],
  ['one that refers to what changed', false, toA, { A: text }, { A: { type: 'integer' } }],
  [
    'one that leads to what changed by another',
    false,
    toA,
    { A: referring('#/components/schemas/B'), B: text },
    { A: referring('#/components/schemas/B'), B: {} },
  ],
  ['one that refers into what changed', false, referring('#/components/schemas/A/items'), { A: text }, { A: {} }],
  ['one that leads to nothing', false, toA, {}, {}],
  ['one in a circle, which is compared in full', false, toA, { A: toA }, { A: toA }],
  ['a name that is written otherwise', false, referring('#/components/schemas/a~1b'), { 'a/b': 1 }, { 'a/b': 2 }],
  ['one that refers to another place', false, referring('#/paths/~1a'), { A: text }, { A: text }],
])('%s: %s', (_, expected, value, was, is) => {
  expect(asked(value, structuredClone(value), was, is)).toBe(expected);
});

test('another schema, and fewer of them, have changed', () => {
  expect(asked(text, {}, {}, {})).toBe(false);
  const roots = { base: documentOf({}), head: documentOf({}) };
  const one = { value: text, pointer: '' };
  expect([isUnchanged(roots, [one], [one]), isUnchanged(roots, [one, one], [one])]).toEqual([true, false]);
});
