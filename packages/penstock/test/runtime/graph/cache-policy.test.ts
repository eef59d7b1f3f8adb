import { describe, expect, it } from '@jest/globals';
import { buildSchema } from 'graphql';
import { cacheHeader, maxAgeOf } from '../../../runtime/graph/caching/cache-policy.ts';
import { operationNamed } from '../../../runtime/graph/documents/document-cache.ts';
import { ready } from './asked.ts';

const schema = buildSchema(`
  directive @cacheControl(maxAge: Int, inheritMaxAge: Boolean) on FIELD_DEFINITION | OBJECT | INTERFACE | UNION
  type Query {
    a: A @cacheControl(maxAge: 60)
    typed: A
    b: B @cacheControl(maxAge: 60)
    number: Int
    known: Int @cacheControl(maxAge: 7)
    inheriting: Int @cacheControl(inheritMaxAge: true)
    either: Either
    thing: Thing @cacheControl(maxAge: 50)
    wrong: Int @cacheControl(maxAge: -1)
  }
  type Mutation { a: A @cacheControl(maxAge: 60) }
  type A implements Thing @cacheControl(maxAge: 30) {
    id: ID short: Int @cacheControl(maxAge: 5) none: Int @cacheControl(maxAge: 0) a: A b: B
    c: B @cacheControl(inheritMaxAge: true)
  }
  type B implements Thing { id: ID @cacheControl(maxAge: 20) name: ID }
  type C @cacheControl(maxAge: 10) { id: ID }
  union Either = A | C
  interface Thing { id: ID }
`);
const cachedOf = (source: string) => {
  const { fragments, ...document } = ready(source, schema);
  const operation = operationNamed({ ...document, fragments }, undefined);
  if (operation instanceof Error) throw operation;
  return { schema, operation, fragments };
};

describe('an answer may be kept as long as the shortest of its fields', () => {
  it.each([
    ['{ a { id } }', 60],
    ['{ a { short } }', 5],
    ['{ a { none } }', 0],
    ['{ typed { id } }', 30],
    ['{ a { a { id } } }', 30],
    ['{ a { b { name } } }', 0],
    ['{ b { name } }', 60],
    ['{ a { c { name } } }', 60],
    ['{ a { c { id } } }', 20],
    ['{ number }', 0],
    ['{ known }', 7],
    ['{ known number }', 0],
    ['{ inheriting }', 0],
    ['{ wrong }', 0],
    ['{ known __typename }', 7],
    ['{ __typename }', 0],
    ['{ __schema { description } }', 0],
    ['{ either { __typename } }', 10],
    ['{ thing { id } }', 20],
    ['{ thing { __typename } }', 50],
    ['{ a { ...F } } fragment F on A { ... on A { short } }', 5],
    ['{ ...R } fragment R on Query { ... { known } number }', 0],
    ['mutation { a { id } }', 0],
  ])('%s: %d seconds', (source, seconds) => {
    expect(maxAgeOf(cachedOf(source))).toBe(seconds);
  });

  it('is private, and only where nothing went wrong', () => {
    const cached = cachedOf('{ a { id } }');
    expect(cacheHeader(cached, {})).toBe('private, max-age=60');
    expect(cacheHeader(cached, { errors: [] })).toBe('private, max-age=60');
    expect(cacheHeader(cached, { errors: [new Error('x')] })).toBeUndefined();
    expect(cacheHeader(cachedOf('{ number }'), {})).toBeUndefined();
  });
});
