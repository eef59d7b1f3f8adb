import { expect, test } from '@jest/globals';
import { ContractDraft } from '../../init/draft.ts';

test('items of a list go at the end of a round, whichever was named first', () => {
  const draft = ContractDraft.ofText('list: [a, b, c, d]\n');
  for (const pointer of ['/list/1', '/list/2']) draft.remove(pointer, { rule: 'parameters' });
  expect(draft.valueAt('/list/3')).toBe('d');
  draft.settle();
  expect(draft.root()).toEqual({ list: ['a', 'd'] });
});

test('what is set is set where an alias is and not elsewhere, in the place of a key that is a number, and within what is none yet', () => {
  const draft = ContractDraft.ofText('base: &base { a: 1 }\nuse: *base\n200: { b: 1 }\nempty:\n');
  for (const pointer of ['/use/a', '/200/b', '/empty/c/d']) draft.set(pointer, 2, { rule: 'x' });
  expect(draft.root()).toEqual({ base: { a: 1 }, use: { a: 2 }, 200: { b: 2 }, empty: { c: { d: 2 } } });
});

test('a member that went can be there again', () => {
  const draft = ContractDraft.ofText('a: 1\nb: 2\n');
  draft.remove('/a', { rule: 'x' });
  draft.set('/c', 3, { rule: 'x' });
  draft.set('/a', 4, { rule: 'x' });
  expect(draft.root()).toEqual({ b: 2, c: 3, a: 4 });
});

test('what other places refer to by an anchor stays there', () => {
  const draft = ContractDraft.ofText(
    'a: &a { b: &b [1], c: 2 }\nother: { x: *a, y: *a }\nlist: [&d { e: 1 }, *d, *d]\nlast: *b\n',
  );
  for (const pointer of ['/a', '/list/0']) draft.remove(pointer, { rule: 'x' });
  draft.settle();
  const a = { b: [1], c: 2 };
  expect(draft.root()).toEqual({ other: { x: a, y: a }, list: [{ e: 1 }, { e: 1 }], last: [1] });
  draft.set('/other/x', 1, { rule: 'x' });
  expect(draft.root()).toEqual({ other: { x: 1, y: a }, list: [{ e: 1 }, { e: 1 }], last: [1] });
});

test('one part in several places of a value is a part of each', () => {
  const shared = { c: 1 };
  const draft = ContractDraft.ofValue({ a: shared, b: shared });
  draft.remove('/a', { rule: 'x' });
  expect(draft.text()).toBe('b:\n  c: 1\n');
  draft.set('/d', { e: shared, f: shared }, { rule: 'x' });
  draft.remove('/d/e', { rule: 'x' });
  expect(draft.root()).toEqual({ b: { c: 1 }, d: { f: { c: 1 } } });
});
