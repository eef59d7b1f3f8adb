import { expect, it } from '@jest/globals';
import { outline } from '../../contract/outline.ts';
import { problemTypesOf } from '../../contract/problem-types.ts';

const noText = { toString: null };
const parameters = (own: readonly object[]) => {
  const above = [
    { name: 'id', in: 'query' },
    { name: 'id', in: 'header' },
    { name: 'x', in: noText },
  ];
  const root = { paths: { '/p': { parameters: above, get: { operationId: 'a', parameters: own } } } };
  return outline(root as never).operations[0]?.parameters.map(({ value }) => value);
};

it('an operation overrides the parameter of its path with its name and place, and no other', () => {
  const own = { name: 'id', in: 'query', required: true };
  expect(parameters([own])).toEqual([{ name: 'id', in: 'header' }, { name: 'x', in: noText }, own]);
});

it('the types of a status are those of it, of its class, or all', () => {
  expect(problemTypesOf('4XX')).toEqual(expect.arrayContaining([...problemTypesOf('404')]));
  expect(problemTypesOf('404').length).toBeGreaterThan(0);
  expect(problemTypesOf('4XX')).not.toEqual(expect.arrayContaining([...problemTypesOf('500')]));
  expect(problemTypesOf('(')).toEqual([]);
});
