import { expect, test } from '@jest/globals';
import { ContractDraft } from '../../init/draft.ts';

test('items of a list go at the end of a round, whichever was named first', () => {
  const draft = ContractDraft.ofText('list: [a, b, c, d]\n');
  for (const pointer of ['/list/1', '/list/2']) draft.remove(pointer, { rule: 'parameters' });
  expect(draft.valueAt('/list/3')).toBe('d');
  draft.settle();
  expect(draft.root()).toEqual({ list: ['a', 'd'] });
});
