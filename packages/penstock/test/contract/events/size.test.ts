import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compiler } from '../../../contract/compiler.ts';
import { largest } from '../../../contract/events/size.ts';
import type { JsonObject } from '../../../contract/json.ts';

const sizeOf = (schema: JsonObject, root: JsonObject = {}) => largest(root, { value: schema, pointer: '' });

describe('the largest value of a schema', () => {
  it.each([
    ['a constant', { const: 'é' }, 4],
    ['one of several', { enum: ['a', 'abc', null] }, 5],
    ['a text of control characters', { type: 'string', maxLength: 3 }, 20],
    ['a text or null', { type: ['string', 'null'], maxLength: 3 }, 20],
    ['a date', { type: 'string', format: 'date' }, 62],
    ['a list', { type: 'array', maxItems: 2, items: { type: 'boolean' } }, 14],
    ['an object', { type: 'object', properties: { a: { type: 'boolean' }, b: { type: 'null' } } }, 21],
    ['either of two', { anyOf: [{ type: 'null' }, { type: 'boolean' }] }, 5],
    ['a text without a bound', { type: 'string' }, Number.POSITIVE_INFINITY],
    ['a list without a bound', { type: 'array', items: { type: 'null' } }, Number.POSITIVE_INFINITY],
    ['a map', { type: 'object', maxProperties: 1, additionalProperties: { type: 'null' } }, Number.POSITIVE_INFINITY],
    ['anything', {}, Number.POSITIVE_INFINITY],
  ])('is that of %s', (_, schema, expected) => {
    expect(sizeOf(schema)).toBe(expected);
  });

  it('has no bound where a schema holds itself', () => {
    const Tree = { type: 'array', maxItems: 2, items: { $ref: '#/components/schemas/Tree' } };
    const root = { components: { schemas: { Tree } } };
    expect(sizeOf({ $ref: '#/components/schemas/Tree' }, root)).toBe(Number.POSITIVE_INFINITY);
  });

  it('is never exceeded by a value that fits', () => {
    const scalar = fc.oneof(
      fc.integer({ min: 0, max: 8 }).map((maxLength) => ({ type: 'string', maxLength })),
      fc.constantFrom({ type: 'integer' }, { type: 'number' }, { type: 'boolean' }, { type: 'null' }),
      fc.array(fc.jsonValue({ maxDepth: 1 }), { minLength: 1, maxLength: 3 }).map((values) => ({ enum: values })),
    );
    const schemas = fc.oneof(
      scalar,
      fc.tuple(fc.nat(3), scalar).map(([maxItems, items]) => ({ type: 'array', maxItems, items })),
      fc
        .dictionary(fc.string({ maxLength: 3 }), scalar, { maxKeys: 3 })
        .map((properties) => ({ type: 'object', additionalProperties: false, properties })),
    );
    const text = fc.string({ unit: 'binary', maxLength: 8 });
    const leaf = fc.oneof(text, fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null));
    fc.assert(
      fc.property(schemas, fc.infiniteStream(leaf), (schema: JsonObject, leaves) => {
        const validate = compiler().compile(schema);
        const value = sample(schema, () => leaves.next().value);
        if (validate(value)) expect(Buffer.byteLength(JSON.stringify(value))).toBeLessThanOrEqual(sizeOf(schema));
      }),
    );
  });
});

/** A value of a schema's form from leaves that may or may not fit. */
function sample(schema: JsonObject, leaf: () => unknown): unknown {
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.type === 'array') {
    return Array.from({ length: Number(schema.maxItems) }, () => sample(schema.items as JsonObject, leaf));
  }
  if (schema.type !== 'object') return leaf();
  const entries = Object.entries(schema.properties as Record<string, JsonObject>);
  return Object.fromEntries(entries.map(([name, member]) => [name, sample(member, leaf)]));
}
