import { describe, expect, it } from '@jest/globals';
import { closed, digit, documentOf, text } from './accepted/document.ts';
import { findingsOf } from './contract.ts';

const refer = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const object = (properties: object, more: object = {}): object => ({ type: 'object', properties, ...more });

/** What a rule finds in the body of a request, each with its place in it. */
function found(rule: string, body: object, schemas: object = {}): readonly string[] {
  const start = '/paths/~1things/post/requestBody/content/application~1json/schema';
  return findingsOf(JSON.stringify(documentOf({ body, schemas })))
    .filter((one) => one.rule === rule)
    .map(({ path, message }) => `${path.replace(start, '')} ${message}`);
}

const choice = (more: object, ...oneOf: readonly object[]): object => closed({ a: { ...more, oneOf } });

describe('bounds', () => {
  it.each<readonly [string, object, object?]>([
    ['of another part, for a member that is true', { allOf: [object({ a: true }), closed({ a: text(3) })] }],
    ['of another part, for a member that says nothing', { allOf: [object({ a: {} }), closed({ a: text(3) })] }],
    [
      'of another part, for a member of a member',
      { allOf: [object({ a: object({ b: true }) }), closed({ a: closed({ b: digit }) })] },
    ],
    [
      'beside a reference',
      { ...refer('A'), properties: { a: digit }, unevaluatedProperties: false },
      { A: object({ a: true }) },
    ],
    ['of a pattern of names', { allOf: [object({ a: true }), { ...closed({}), patternProperties: { '^a': digit } }] }],
    [
      'of all other members',
      { allOf: [object({ a: true }), object({}, { maxProperties: 3, additionalProperties: digit })] },
    ],
    [
      'of another part, for items',
      closed({ a: { type: 'array', maxItems: 3, items: true, allOf: [{ items: digit }] } }),
    ],
    [
      'of another part, for an item at a place',
      closed({
        a: { type: 'array', maxItems: 3, prefixItems: [true], items: digit, allOf: [{ prefixItems: [digit] }] },
      }),
    ],
    ['of each alternative', choice({ type: 'string' }, { maxLength: 3 }, { const: 'longer' })],
    [
      'of each alternative that is of the type',
      choice({ type: ['string', 'null'] }, { maxLength: 3 }, { type: 'null' }),
    ],
    ['of each alternative of an alternative', choice({ type: 'string' }, { oneOf: [{ const: 'a' }] }, { enum: ['b'] })],
    ['of a list by its places', closed({ a: { type: 'array', prefixItems: [digit], items: false } })],
    ['of a list by its places alone', closed({ a: { type: 'array', prefixItems: [digit], unevaluatedItems: false } })],
    [
      'of a map by its names',
      closed({ a: object({}, { propertyNames: { enum: ['x'] }, additionalProperties: digit }) }),
    ],
    ['of what is never there', { allOf: [object({ a: true }), closed({ a: false })] }],
  ])('are enough: those %s', (_, body, schemas = {}) => {
    expect(found('bounded', body, schemas)).toEqual([]);
  });

  const noType = 'expected a type, received a schema that any value fits';
  const noLength = 'expected this string to have maxLength, received none';
  it.each<readonly [string, object, string]>([
    [
      'of another member',
      { allOf: [object({ a: true }), closed({ b: digit, a: true })] },
      `/allOf/0/properties/a ${noType}`,
    ],
    [
      'of a pattern of other names',
      { ...closed({ a: true }), patternProperties: { '^b': digit } },
      `/properties/a ${noType}`,
    ],
    [
      'of some alternatives',
      choice({ type: 'string' }, { maxLength: 3 }, { minLength: 1 }),
      `/properties/a ${noLength}`,
    ],
    ['of what alone is not', choice({ type: 'string' }, { not: { const: 'x' } }), `/properties/a ${noLength}`],
    [
      'of members but not of their number',
      closed({ a: object({}, { unevaluatedProperties: digit }) }),
      '/properties/a expected a map to have maxProperties, received none',
    ],
    [
      'of places with more behind them',
      closed({ a: { type: 'array', prefixItems: [digit], items: digit } }),
      '/properties/a expected this array to have maxItems, received none',
    ],
  ])('are not enough: those %s', (_, body, finding) => {
    expect(found('bounded', body)).toEqual([finding]);
  });
});

describe('a body', () => {
  it.each<readonly [string, object, object?]>([
    ['beside a reference', { ...refer('A'), unevaluatedProperties: false }, { A: object({ a: digit }) }],
    [
      'beside a reference to a reference',
      refer('B'),
      { B: { ...refer('A'), unevaluatedProperties: false }, A: object({ a: digit }) },
    ],
    ['by a schema for all other members', object({}, { maxProperties: 3, unevaluatedProperties: digit })],
  ])('is closed %s', (_, body, schemas = {}) => {
    expect(found('closed-body', body, schemas)).toEqual([]);
  });

  it('is open where the reference that is closed is another', () => {
    const schemas = { A: object({ a: digit }), B: { ...refer('A'), unevaluatedProperties: false } };
    expect(found('closed-body', closed({ a: refer('A'), b: refer('B') }), schemas)).toHaveLength(1);
  });
});

describe('closed parts', () => {
  const key = closed({ key: text() }, ['key']);
  const refused = (names: string, part: string) =>
    `expected parts that take what the others require, received ${names}, which the closed part ${part} refuses`;

  it.each<readonly [string, object, readonly string[]]>([
    [
      'of which each refuses what the other requires',
      { allOf: [refer('Key'), closed({ own: text() }, ['own'])] },
      [
        ` ${refused('own', '/components/schemas/Key')}`,
        ` ${refused('key', '/paths/~1things/post/requestBody/content/application~1json/schema/allOf/1')}`,
      ],
    ],
    ['beside a reference', { ...refer('Key'), required: ['own'] }, [` ${refused('own', '/components/schemas/Key')}`]],
    [
      'by what they evaluate',
      { allOf: [object({ a: digit }, { unevaluatedProperties: false }), { required: ['b'] }] },
      [` ${refused('b', '/paths/~1things/post/requestBody/content/application~1json/schema/allOf/0')}`],
    ],
  ])('take nothing, %s', (_, body, findings) => {
    expect(found('contradiction', body, { Key: key })).toEqual(findings);
  });

  it.each<readonly [string, object]>([
    ['that others narrow', { allOf: [refer('Key'), object({ key: { maxLength: 3 } }, { required: ['key'] })] }],
    [
      'whose pattern may take the name',
      { allOf: [{ ...closed({}), patternProperties: { '^o': text() } }, object({}, { required: ['own'] })] },
    ],
    ['that may be no object', { allOf: [{ additionalProperties: false }, { required: ['own'] }] }],
    [
      'that evaluate the name in an alternative',
      {
        allOf: [
          object({}, { anyOf: [{ properties: { own: digit } }, true], unevaluatedProperties: false }),
          { required: ['own'] },
        ],
      },
    ],
    [
      'closed as a whole',
      {
        allOf: [object({ a: digit }, { required: ['a'] }), object({ b: digit }, { required: ['b'] })],
        unevaluatedProperties: false,
      },
    ],
  ])('are taken, %s', (_, body) => {
    expect(found('contradiction', body, { Key: key })).toEqual([]);
  });
});
