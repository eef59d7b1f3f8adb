import { expect, jest, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { cyclesOf } from '../../contract/cycles.ts';
import { ValidatorSources } from '../../contract/generate/validator-sources.ts';

const branch = {
  type: 'object',
  properties: { leaf: { $ref: '#/$defs/Leaf' }, size: { type: 'number', multipleOf: 0.1 } },
};
const leaf = {
  type: 'object',
  properties: { branch: { $ref: '#/$defs/Branch' }, sent: { type: 'string', format: 'uri-template' } },
};
const $defs = { Leaf: leaf, Branch: branch };
const modules = ['Leaf', 'Branch'].map((name) => [
  { name: 'body', schema: { type: 'array', items: { $ref: `#/$defs/${name}` }, $defs } },
  { name: 'validate1Query', schema: { type: 'string', pattern: '^validate[0-9]$' } },
]);

test('a module is the same whatever was compiled before it', () => {
  const alone = modules.map((one) => new ValidatorSources().moduleOf(one));
  const inOrder = new ValidatorSources();
  const reversed = new ValidatorSources();
  expect(modules.map((one) => inOrder.moduleOf(one))).toEqual(alone);
  expect(modules.toReversed().map((one) => reversed.moduleOf(one))).toEqual(alone.toReversed());
  expect(alone[0]).toContain('export const validate1Query');
  expect(alone.join()).not.toContain('schemaPath:');
});

test('what modules share is compiled once', () => {
  const added = jest.spyOn(Ajv2020.prototype, 'addSchema');
  const sources = new ValidatorSources();
  for (const one of modules) sources.moduleOf(one);
  const definitions = added.mock.calls.filter(([, id]) => id?.startsWith('definition:'));
  added.mockRestore();
  expect(definitions).toHaveLength(2);
});

test.each([
  ['none', { a: ['b'], b: [] }, []],
  ['a schema that leads to itself', { a: ['b'], b: ['b'] }, ['b']],
  ['the first by its letters', { c: ['b'], b: ['a'], a: ['c'] }, ['a']],
  ['what a circle leads to before it', { a: ['b', 'y'], b: ['a'], y: ['x'], x: ['y', 'nowhere'] }, ['x', 'a']],
])('circles: %s', (_, graph, cycles) => {
  expect(cyclesOf(new Map(Object.entries<string[]>(graph)))).toEqual(cycles);
});
