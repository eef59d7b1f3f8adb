import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { getIntrospectionQuery, parse } from 'graphql';
import { checkDocument } from '../../../runtime/graph/safety/check-document.ts';
import { defaultLimits, limitsOf } from '../../../runtime/graph/safety/limits.ts';
import { batchRefusal, parseDocument } from '../../../runtime/graph/safety/parse-document.ts';
import { refusalText } from '../../../runtime/graph/safety/refusal.ts';
import { shapesOf } from '../../../runtime/graph/safety/shape.ts';
import { ready } from './asked.ts';
import { writtenOut } from './written-out.ts';

const limits = limitsOf({
  depth: 3,
  aliases: 2,
  rootFields: 2,
  directives: 2,
  fragmentSpreads: 3,
  duplicates: 1,
});
const check = (source: string, introspection = false) => checkDocument(parse(source), { limits, introspection });

describe('a document at a limit passes, and one more is refused', () => {
  it.each([
    ['depth-limit', '{ a { b { c } } }', '{ a { b { c { d } } } }', 4],
    [
      'depth-limit',
      '{ a { b { ...F } } } fragment F on X { c }',
      '{ a { b { ...F } } } fragment F on X { c { d } }',
      4,
    ],
    ['depth-limit', '{ a { ... { b { ... { c } } } } }', '{ a { ... { b { ... { c { d } } } } } }', 4],
    ['alias-limit', '{ a: x { b: y } }', '{ a: x { b: y c: z } }', 3],
    [
      'alias-limit',
      '{ x { ...F } y { ...F } } fragment F on X { a: b }',
      '{ x { ...F } y { ...F c: d } } fragment F on X { a: b }',
      3,
    ],
    ['root-field-limit', '{ a b }', '{ a b c }', 3],
    ['root-field-limit', '{ a ...F } fragment F on X { b }', '{ a ...F } fragment F on X { b ... { c } }', 3],
    ['directive-limit', '{ a @x @y }', 'query @z { a @x @y }', 3],
    ['directive-limit', 'query ($a: Int @x @y) { a }', 'query ($a: Int @x @y @z) { a }', 3],
    ['directive-limit', '{ ...F @x } fragment F on X { b @x }', '{ ...F @x ... @y { c } } fragment F on X { b @x }', 3],
    [
      'fragment-spread-limit',
      '{ a { ...F ...G } ...G } fragment F on X { b } fragment G on X { c }',
      '{ a { ...F ...G } ...F } fragment F on X { b } fragment G on X { c { ...F } }',
      4,
    ],
    ['duplicate-limit', '{ a a }', '{ a a a }', 2],
    ['duplicate-limit', '{ a { x } ... { a { x } } }', '{ a { x x } ... { a { x } } }', 2],
    ['duplicate-limit', '{ ...F ...F } fragment F on X { a }', '{ ...F ...F ...F } fragment F on X { a }', 2],
    ['operation-limit', 'query A { a }', 'query A { a } query B { b }', 2],
  ] as const)('%s: %s', (code, passes, fails, received) => {
    expect(check(passes)).toBeUndefined();
    expect(check(fails)).toMatchObject({ code, received, limit: received - 1 });
  });

  it('counts the same field on different types once each', () => {
    expect(check('{ a { ... on X { id } ... on Y { id } ... on Z { id } } }')).toBeUndefined();
  });

  it('checks a fragment that nothing spreads, which is validated all the same', () => {
    expect(check('{ a } fragment F on X { b b b }')).toMatchObject({ code: 'duplicate-limit' });
  });

  it.each([
    ['itself', '{ ...F } fragment F on X { a ...F }'],
    ['itself through another', '{ ...F } fragment F on X { ...G } fragment G on X { a { ...F } }'],
  ])('refuses a fragment that spreads %s', (_what, source) => {
    expect(check(source)).toMatchObject({ code: 'fragment-spread-limit', received: Number.MAX_SAFE_INTEGER });
  });
});

describe('introspection', () => {
  it.each(['{ __schema { types { name } } }', '{ a { ...F } } fragment F on X { __type(name: "A") { name } }'])(
    'is refused where the stage does not have it: %s',
    (source) => {
      expect(check(source)).toMatchObject({ code: 'introspection-disabled' });
      expect(check(source, true)).toBeUndefined();
    },
  );

  it('may be deeper than fields of the graph: graphql has a rule for it', () => {
    expect(check('{ __schema { types { fields { type { ofType { name } } } } } }', true)).toBeUndefined();
  });

  it('by the query of every tool is within the limits', () => {
    const prepared = ready(getIntrospectionQuery({ descriptions: true, directiveIsRepeatable: true }));
    expect(prepared.operations).toHaveLength(1);
  });

  it('leaves __typename, which clients ask for everywhere', () => {
    expect(check('{ a { __typename } }')).toBeUndefined();
  });
});

describe('reading a document', () => {
  const small = limitsOf({ characters: 20, tokens: 5 });

  it.each([
    ['5 tokens', '{ a b c }', 'parsed'],
    ['20 characters', `{ a }${' '.repeat(15)}`, 'parsed'],
    ['what is no GraphQL', '{ a', 'malformed'],
  ])('reads %s', (_what, source, outcome) => {
    expect(parseDocument(source, small)).toMatchObject({ outcome });
  });

  it.each([
    ['6 tokens', '{ a b c d }', { code: 'token-limit', received: 6, limit: 5 }],
    ['21 characters', `{ a }${' '.repeat(16)}`, { code: 'document-too-long', received: 21, limit: 20 }],
  ])('refuses %s', (_what, source, refusal) => {
    expect(parseDocument(source, small)).toMatchObject({ outcome: 'refused', refusal });
  });

  it('refuses a list of operations', () => {
    expect(batchRefusal([{}, {}])).toMatchObject({ code: 'batch-refused', received: 2, limit: 1 });
  });
});

describe('limits', () => {
  it('are the defaults with what is set', () => {
    expect(limitsOf({ depth: 4 })).toEqual({ ...defaultLimits, depth: 4 });
  });

  it('fail with everything that is wrong', () => {
    expect(() => limitsOf({ dept: 4, cost: 0, tokens: 1.5, depth: 1_000_001 })).toThrow(
      /dept: expected one of .*\n.*cost: expected a whole number from 1 to 1000000, received 0\n.*tokens.*1.5\n.*depth/,
    );
    expect(limitsOf({ cost: 1, depth: 1_000_000 })).toMatchObject({ cost: 1, depth: 1_000_000 });
  });

  it('are told with what was received', () => {
    expect(refusalText({ code: 'depth-limit', what: 'Depth of fields', received: 11, limit: 10 })).toBe(
      'Depth of fields: received 11, the limit is 10.',
    );
  });
});

describe('whatever the fragments', () => {
  /** A document whose fragments spread later ones only, as a valid one may. */
  const documents = fc.integer({ min: 0, max: 5 }).chain((fragments) => {
    const selections = (from: number, depth: number): fc.Arbitrary<string> =>
      fc
        .array(
          fc.oneof(
            fc.constantFrom('a', 'b', 'x: a', 'c @skip(if: true)'),
            ...(depth > 0 ? [selections(from, depth - 1).map((inner) => `d ${inner}`)] : []),
            ...(depth > 0 ? [selections(from, depth - 1).map((inner) => `... on T ${inner}`)] : []),
            ...(from < fragments ? [fc.integer({ min: from, max: fragments - 1 }).map((one) => `...F${one}`)] : []),
          ),
          { minLength: 1, maxLength: 3 },
        )
        .map((all) => `{ ${all.join(' ')} }`);
    const all = Array.from({ length: fragments }, (_, one) =>
      selections(one + 1, 2).map((inner) => `fragment F${one} on T ${inner}`),
    );
    return fc.tuple(selections(0, 3), ...all).map((parts) => parts.join('\n'));
  });

  it('an operation has the depth, aliases, directives and spreads that it has written out', () => {
    fc.assert(
      fc.property(documents, (source) => {
        expect(shapesOf(parse(source)).operations[0]).toMatchObject(writtenOut(source));
      }),
    );
  });

  it('nothing deeper than the limit passes', () => {
    const rules = { limits: limitsOf({ depth: 3 }), introspection: false };
    fc.assert(
      fc.property(documents, (source) => {
        const passes = checkDocument(parse(source), rules) === undefined;
        expect(passes && writtenOut(source).depth > 3).toBe(false);
      }),
    );
  });

  it('each selection is looked at once, however often it is spread', () => {
    const doubling = (levels: number): string =>
      [
        '{ ...F0 }',
        ...Array.from({ length: levels }, (_, one) => `fragment F${one} on T { ...F${one + 1} ...F${one + 1} }`),
        `fragment F${levels} on T { __typename }`,
      ].join('\n');
    const { visited, operations } = shapesOf(parse(doubling(20)));
    expect(operations[0]?.fragmentSpreads).toBe(2 ** 21 - 1);
    expect(visited).toBe(1 + 2 * 20 + 1);
  });
});
