import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { buildSchema } from 'graphql';
import { costing } from './asked.ts';

describe('the cost of an operation, by its type and field counts', () => {
  it.each([
    ['the operation itself', '{ __typename }', { type: 1, field: 0 }],
    ['an object', '{ parcel(id: "1") { id } }', { type: 2, field: 1 }],
    ['objects in objects', '{ parcel(id: "1") { parent { id } } }', { type: 3, field: 2 }],
    ['a weight of a type', '{ parcel(id: "1") { depot { code } } }', { type: 6, field: 2 }],
    ['a weight of a field', 'mutation { cancelParcel(id: "1") { id } }', { type: 2, field: 10 }],
    [
      'a list as long as its argument says',
      '{ parcel(id: "1") { related(first: 7) { parent { id } } } }',
      { type: 16, field: 9 },
    ],
    [
      'a list in what a field returns',
      '{ parcels(first: 3) { total nodes { id parent { id } } } }',
      { type: 8, field: 5 },
    ],
    ['an assumed size', '{ parcelsOf(ids: ["1"]) { id } }', { type: 51, field: 1 }],
    ['a list that says nothing of its length', '{ depots { code } }', { type: 401, field: 1 }],
    ['a default of an argument', '{ find(text: "x") { __typename } }', { type: 41, field: 6 }],
    [
      'the dearest type of a union',
      '{ find(text: "x", max: 2) { ... on Parcel { parent { id } related(first: 1) { id } } ... on Depot { code } } }',
      { type: 13, field: 10 },
    ],
    [
      'a fragment of another type, which adds nothing',
      '{ parcel(id: "1") { ...D } } fragment D on Parcel { id ... on Parcel { id } }',
      { type: 2, field: 1 },
    ],
    [
      'an input object and its members',
      '{ parcels(first: 1, filter: { status: "a", heavierThan: 1 }) { total } }',
      { type: 2, field: 5 },
    ],
    [
      'a negative weight, never below nothing',
      '{ parcels(first: 1, filter: { quick: true }) { total } }',
      { type: 2, field: 0 },
    ],
    ['introspection', '{ __schema { types { name } } }', { type: 2, field: 1 }],
  ])('counts %s', (_what, source, parts) => {
    const { cost, parts: found, refusal } = costing(source);
    expect({ ...found, refusal }).toEqual({ ...parts, refusal: undefined });
    expect(cost).toBe(parts.type + parts.field);
  });

  it('counts representations of entities', () => {
    const source = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Parcel { parent { id } } } }';
    const of = Array.from({ length: 30 }, (_, id) => ({ __typename: 'Parcel', id: `${id}` }));
    expect(costing(source, { variables: { of } })).toMatchObject({ parts: { type: 61, field: 31 } });
  });

  it('counts lists in lists, and the arguments of directives', () => {
    const schema = buildSchema(`
      directive @cost(weight: String!) on ARGUMENT_DEFINITION
      directive @dear(much: Int @cost(weight: "2.5")) on FIELD
      type Query { grid: [[Cell!]] cell: Cell }
      type Cell { x: Int }
    `);
    expect(costing('{ grid { x } }', { schema, limits: { assumedListSize: 10 } }).parts).toEqual({
      type: 101,
      field: 1,
    });
    expect(costing('{ cell @dear(much: 1) { x } }', { schema })).toMatchObject({
      parts: { type: 2, field: 3.5 },
      cost: 6,
    });
    expect(costing('{ cell @dear { x } }', { schema }).cost).toBe(3);
  });
});

describe('what is refused', () => {
  const byVariable = 'query ($n: Int) { parcels(first: $n) { total } }';

  it.each([
    ['a list at the limit', byVariable, { n: 100 }, undefined],
    ['a list of none', byVariable, { n: 0 }, undefined],
    ['a list over it by variable', byVariable, { n: 101 }, { code: 'list-size-limit', received: 101, limit: 100 }],
    ['a negative one', byVariable, { n: -1 }, { code: 'list-size-limit', received: -1 }],
    ['one by a default of a variable', 'query ($n: Int = 500) { parcels(first: $n) { total } }', {}, { received: 500 }],
    ['one by a literal', '{ find(text: "x", max: 2000000000) { __typename } }', {}, { received: 2_000_000_000 }],
    ['no slicing argument', '{ parcels { total } }', {}, { code: 'slicing-argument-required', received: 0, limit: 1 }],
    ['an explicit null', byVariable, { n: null }, { code: 'slicing-argument-required' }],
    ['two of them', '{ parcels(first: 1, last: 1) { total } }', {}, { code: 'slicing-argument-required', received: 2 }],
    [
      'a long list in a variable',
      'query ($ids: [ID!]!) { parcelsOf(ids: $ids) { id } }',
      { ids: Array(101).fill('1') },
      { code: 'list-size-limit', what: 'Items of a list in $ids', received: 101 },
    ],
    [
      'one at the limit',
      'query ($ids: [ID!]!) { parcelsOf(ids: $ids) { id } }',
      { ids: Array(100).fill('1') },
      undefined,
    ],
    [
      'more representations than a list may have',
      'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }',
      { of: Array(101).fill({ __typename: 'Parcel', id: '1' }) },
      { code: 'list-size-limit', received: 101 },
    ],
  ])('%s: %s', (_what, source, variables, refusal) => {
    const found = costing(source, { variables, limits: { cost: 5000 } }).refusal;
    if (refusal === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(refusal);
  });

  it('refuses more representations than a list may have in the document too', () => {
    const of = Array(4).fill('{ __typename: "Parcel", id: "1" }').join(' ');
    const source = `{ _entities(representations: [${of}]) { __typename } }`;
    expect(costing(source, { limits: { listSize: 3 } }).refusal).toMatchObject({
      code: 'list-size-limit',
      received: 4,
    });
    expect(costing(source, { limits: { listSize: 4 } }).refusal).toBeUndefined();
  });

  it('an operation at the limit of cost passes, and one above is refused', () => {
    const source = '{ parcel(id: "1") { id } }';
    expect(costing(source, { limits: { cost: 3 } }).refusal).toBeUndefined();
    expect(costing(source, { limits: { cost: 2 } }).refusal).toMatchObject({
      code: 'cost-limit',
      received: 3,
      limit: 2,
    });
  });

  it('finds a long list however deep it is in a value that is taken as it is', () => {
    let deep: unknown = Array(101).fill(1);
    for (let level = 0; level < 100_000; level++) deep = [deep];
    const source = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }';
    expect(costing(source, { variables: { of: [deep] } }).refusal).toMatchObject({ received: 101 });
  });
});

describe('laws', () => {
  const nested = (sizes: readonly number[]): string =>
    sizes.reduceRight((inner, size) => `{ related(first: ${size}) ${inner} }`, '{ id }');
  const cost = (body: string, limits = {}) =>
    costing(`{ parcel(id: "1") ${body} }`, { limits: { depth: 50, ...limits } }).cost;
  const sizes = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 12 });

  it('a longer list never costs less', () => {
    fc.assert(
      fc.property(sizes, fc.nat(11), (list, at) => {
        const longer = list.map((size, index) => (index === at % list.length ? size + 1 : size));
        expect(cost(nested(longer))).toBeGreaterThanOrEqual(cost(nested(list)));
      }),
    );
  });

  it('more fields never cost less', () => {
    const more = fc.constantFrom('status', 'depot { code }', 'parent { id }', 'related(first: 3) { id }', '... { id }');
    fc.assert(
      fc.property(sizes, more, (list, field) => {
        const body = nested(list);
        expect(cost(body.replace('id', `id ${field}`))).toBeGreaterThanOrEqual(cost(body));
      }),
    );
  });

  it('a product beyond all numbers stays a number, and is refused', () => {
    const { cost: received, refusal } = costing(`{ parcel(id: "1") ${nested(Array(40).fill(100))} }`, {
      limits: { depth: 50 },
    });
    expect(received).toBe(Number.MAX_SAFE_INTEGER);
    expect(refusal).toMatchObject({ code: 'cost-limit', received });
  });

  it('looks at each selection once for each type, however often it is spread', () => {
    const levels = 6;
    const fragments = Array.from(
      { length: levels },
      (_, one) => `fragment F${one} on Parcel { ...F${one + 1} parent { ...F${one + 1} } }`,
    );
    const source = ['{ parcel(id: "1") { ...F0 } }', ...fragments, `fragment F${levels} on Parcel { id }`].join('\n');
    const { visited } = costing(source, { limits: { depth: 100, fragmentSpreads: 1_000_000 } });
    expect(visited).toBe(2 + 3 * levels + 1);
  });
});
