import { expect, it } from '@jest/globals';
import { declarations } from '../../contract/generate/types.ts';

it('declares a schema that is a reference to another by its own name', async () => {
  const source = await declarations({
    Base: { type: 'object', additionalProperties: false, properties: { a: { type: 'string' } } },
    Patch: { title: 'What is changed', $ref: '#/$defs/Base' },
    Again: { $ref: '#/$defs/Patch' },
  });
  expect(source).toContain('export interface Base {');
  expect(source).toContain('export type Patch = Base;');
  expect(source).toContain('export type Again = Patch;');
});

it('follows no reference in what is no keyword of a schema', async () => {
  const schemas = { Other: { $ref: '#/components/schemas/More' } };
  expect(await declarations({ Odd: { type: 'object', properties: {}, schemas } })).toContain('export interface Odd');
});
