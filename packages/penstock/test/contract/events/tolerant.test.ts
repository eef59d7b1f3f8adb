import { describe, expect, it } from '@jest/globals';
import { tolerant } from '../../../contract/events/tolerant.ts';

const closed = { type: 'object', additionalProperties: false };

describe('a schema for readers', () => {
  it('is open wherever it was closed', () => {
    const schema = {
      ...closed,
      properties: { inner: closed, list: { type: 'array', maxItems: 2, items: closed } },
      allOf: [closed],
      unevaluatedProperties: false,
      $defs: { Part: closed },
    };

    expect(tolerant(schema)).toEqual({
      type: 'object',
      properties: { inner: { type: 'object' }, list: { type: 'array', maxItems: 2, items: { type: 'object' } } },
      allOf: [{ type: 'object' }],
      $defs: { Part: { type: 'object' } },
    });
  });

  it.each([
    ['members that are named like keywords', { properties: { additionalProperties: { const: false } } }],
    ['a map', { type: 'object', additionalProperties: { type: 'integer' } }],
    ['values', { properties: { of: { enum: [{ additionalProperties: false }] } } }],
    ['alternatives, which have to exclude each other', { oneOf: [closed, { type: 'string' }] }],
    ['what must not be', { not: closed }],
  ])('keeps %s', (_case, schema) => {
    expect(tolerant(schema)).toEqual(schema);
  });
});
