import { describe, expect, it } from '@jest/globals';
import { parse } from 'graphql';
import { diffGraph } from '../../../contract/graph/diff/diff-graph.ts';
import { parcelsSdl, schemaOf } from '../../../testkit/graph/schema.ts';

const link =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@tag", "@requiresScopes", "@inaccessible"])';
const base = `${link}
type Query {
  parcel(id: ID!, deep: Boolean): Parcel
  find(by: Filter, state: State): [Found]
  count: Int
}
interface Thing { id: ID }
type Parcel implements Thing @key(fields: "id") {
  id: ID
  name: String
  weight: Int
}
type Depot { id: ID town: String }
union Found = Parcel | Depot
enum State { NEW DONE }
input Filter { name: String more: More }
input More { town: String }
`;
const changed = (from: string | RegExp, to: string): string => {
  const head = base.replace(from, to);
  expect(head).not.toBe(base);
  return head;
};
const versionOf = (sdl: string) => ({ schema: schemaOf(sdl), document: parse(sdl) });
const between = (was: string, is: string) => ({ base: versionOf(was), head: versionOf(is), file: 'graph.graphql' });
const diffOf = (head: string, ...bodies: string[]) =>
  diffGraph({
    ...between(base, head),
    ...(bodies.length > 0 && { documents: bodies.map((body, index) => ({ name: `Q${index}`, body })) }),
  });

const cases: [string, rule: string, RegExp | string, string, usedBy: string, notUsedBy: string][] = [
  [
    'a field that goes',
    'FIELD_REMOVED',
    '  name: String\n',
    '',
    '{ parcel(id: 1) { name } }',
    '{ parcel(id: 1) { id } }',
  ],
  [
    'a field that goes from a type of an interface',
    'FIELD_REMOVED',
    '  weight: Int\n',
    '',
    '{ find { ... on Parcel { weight } } }',
    '{ find { ... on Thing { id } } }',
  ],
  [
    'a field that goes from a type, and is asked for by its interface',
    'FIELD_REMOVED',
    '  id: ID\n  name',
    '  name',
    '{ find { ... on Thing { id } } }',
    '{ parcel(id: 1) { name } }',
  ],
  [
    'a field that returns something else',
    'FIELD_TYPE_CHANGED',
    'weight: Int',
    'weight: String',
    'query { parcel(id: 1) { ...F } } fragment F on Parcel { weight }',
    '{ count }',
  ],
  [
    'an argument that goes',
    'FIELD_ARGUMENT_REMOVED',
    ', deep: Boolean',
    '',
    '{ parcel(id: 1, deep: true) { id } }',
    '{ parcel(id: 1) { id } }',
  ],
  [
    'an argument that is required from now on',
    'FIELD_ARGUMENT_ADDED',
    '  count: Int',
    '  count(of: ID!): Int',
    '{ count }',
    '{ find { __typename } }',
  ],
  [
    'a value of an enum that goes',
    'ENUM_VALUE_REMOVED',
    ' DONE',
    '',
    'query ($s: State) { find(state: $s) { __typename } }',
    '{ find { __typename } }',
  ],
  [
    'a required field of an input',
    'INPUT_FIELD_ADDED',
    'input More {',
    'input More { zip: ID!',
    'query ($f: Filter) { find(by: $f) { __typename } }',
    '{ find(state: NEW) { __typename } }',
  ],
  [
    'a type that goes from a union',
    'UNION_MEMBER_REMOVED',
    'Parcel | Depot',
    'Parcel',
    '{ find { __typename } }',
    '{ count }',
  ],
  [
    'an interface that a type has no more',
    'OBJECT_TYPE_INTERFACE_REMOVED',
    ' implements Thing',
    '',
    '{ parcel(id: 1) { id } }',
    '{ count }',
  ],
  [
    'a field that is hidden',
    'DIRECTIVE_USAGE_FIELD_DEFINITION_ADDED',
    '  weight: Int',
    '  weight: Int @inaccessible',
    '{ parcel(id: 1) { weight } }',
    '{ parcel(id: 1) { id } }',
  ],
];

describe.each(cases)('%s', (_what, rule, from, to, usedBy, notUsedBy) => {
  it(`fails by ${rule} where a trusted document uses it`, async () => {
    const { findings, unused } = await diffOf(changed(from, to), notUsedBy, usedBy);
    expect(findings).toMatchObject([{ rule, file: 'graph.graphql', message: expect.stringMatching(/; used by Q1$/) }]);
    expect(unused).toEqual([]);
  });

  it('passes where none does', async () => {
    const { findings, unused } = await diffOf(changed(from, to), notUsedBy);
    expect(findings).toEqual([]);
    expect(unused).toHaveLength(1);
  });

  it('fails where clients may send anything', async () => {
    const { findings } = await diffOf(changed(from, to));
    expect(findings).toMatchObject([{ rule }]);
  });
});

describe('a change that breaks nobody', () => {
  it.each([
    ['a new field', '  count: Int', '  count: Int\n  more: Int'],
    ['a key, which is for the gateway', ' @key(fields: "id")', ''],
    ['a directive of federation', 'weight: Int', 'weight: Int @shareable @tag(name: "x")'],
    [
      'scopes that are needed, which are compared as a policy',
      'weight: Int',
      'weight: Int @requiresScopes(scopes: [["a"]])',
    ],
  ])('is %s', async (_what, from, to) => {
    expect(await diffGraph(between(base, changed(from, to)))).toEqual({ findings: [], unused: [] });
  });

  it('is none', async () => {
    expect(await diffGraph(between(parcelsSdl, parcelsSdl))).toEqual({ findings: [], unused: [] });
  });
});

describe('a finding', () => {
  it('stands where it is, or where it was', async () => {
    const lineOf = (text: string, sdl = base) => sdl.split('\n').findIndex((line) => line.includes(text)) + 1;
    const [type] = (await diffOf(changed('weight: Int', 'weight: String'))).findings;
    expect(type).toMatchObject({ path: 'Parcel.weight', line: lineOf('weight: Int'), column: 3 });
    const [gone] = (await diffOf(changed('  name: String\n', ''))).findings;
    expect(gone).toMatchObject({ path: 'Parcel.name', line: lineOf('type Parcel'), column: 6 });
    const [all] = (
      await diffOf(changed('type Depot { id: ID town: String }\nunion Found = Parcel | Depot', 'union Found = Parcel'))
    ).findings;
    expect(all).toMatchObject({ line: expect.any(Number), fix: expect.stringMatching(/^keep it and deprecate it/) });
  });
});
