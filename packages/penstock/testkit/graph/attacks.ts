import type { LimitCode } from '../../runtime/graph/safety/refusal.ts';

/** A request body that a graph has to refuse, and by which of its limits. */
export interface Attack {
  readonly name: string;
  readonly body: unknown;
  readonly refused: LimitCode | 'invalid';
}

/** What a graph under attack has: a field of the query that takes an id, with a list and an object of its own type. */
export interface Target {
  /** Such as `parcel(id: "1")`. */
  readonly object: string;
  /** A field of it that returns an object of the same type: `parent`. */
  readonly nested: string;
  /** One without arguments and selections: `id`. */
  readonly leaf: string;
  /** A list of such objects and the argument that says how long: `related`, `first`. */
  readonly list: readonly [field: string, argument: string];
  readonly type: string;
}

const repeat = (times: number, text: (index: number) => string, between = ' '): string =>
  Array.from({ length: times }, (_, index) => text(index)).join(between);

/** Documents from https://owasp.org/www-project-web-security-testing-guide and from what parsers and walks are weak at. */
export function attacksOn({ object, nested, leaf, list: [list, argument], type }: Target): readonly Attack[] {
  const inObject = (inner: string): string => `{ ${object} { ${inner} } }`;
  const nestedIn = (levels: number, inner: string): string =>
    `${`${nested} { `.repeat(levels)}${inner}${' }'.repeat(levels)}`;
  const spreading = (levels: number, body: (next: string) => string, last: string): string =>
    [
      inObject('...F0'),
      ...Array.from({ length: levels }, (_, index) => `fragment F${index} on ${type} { ${body(`...F${index + 1}`)} }`),
      `fragment F${levels} on ${type} { ${last} }`,
    ].join('\n');
  const query = (text: string, variables?: object) => ({ query: text, ...(variables && { variables }) });
  return [
    { name: 'depth', refused: 'depth-limit', body: query(inObject(nestedIn(200, leaf))) },
    {
      name: 'depth by fragments',
      refused: 'depth-limit',
      body: query(spreading(40, (next) => `${nested} { ${next} }`, leaf)),
    },
    { name: 'aliases', refused: 'alias-limit', body: query(inObject(repeat(400, (index) => `a${index}: ${leaf}`))) },
    {
      name: 'aliases of the operation’s fields',
      refused: 'alias-limit',
      body: query(`{ ${repeat(100, (index) => `a${index}: ${object} { ${leaf} }`)} }`),
    },
    {
      name: 'directives',
      refused: 'directive-limit',
      body: query(inObject(`${leaf} ${'@include(if: true) '.repeat(200)}`)),
    },
    { name: 'unknown directives', refused: 'directive-limit', body: query(inObject(`${leaf} ${'@a '.repeat(600)}`)) },
    { name: 'a batch', refused: 'batch-refused', body: Array(100).fill(query(inObject(leaf))) },
    {
      name: 'many operations',
      refused: 'operation-limit',
      body: { ...query(repeat(100, (index) => `query Q${index} ${inObject(leaf)}`)), operationName: 'Q1' },
    },
    { name: 'tokens', refused: 'token-limit', body: query(inObject(`${leaf} `.repeat(10_000))) },
    {
      name: 'a long document',
      refused: 'document-too-long',
      body: query(`# ${'x'.repeat(1_000_000)}\n${inObject(leaf)}`),
    },
    {
      name: '2^20 fragments',
      refused: 'fragment-spread-limit',
      body: query(spreading(20, (next) => `${next} ${next}`, '__typename')),
    },
    {
      name: '2^20 fragments that are within fields',
      refused: 'fragment-spread-limit',
      body: query(spreading(20, (next) => `${nested} { ${next} } ... { ${next} }`, leaf)),
    },
    {
      name: 'fragments in a circle',
      refused: 'fragment-spread-limit',
      body: query(`${inObject('...A')} fragment A on ${type} { ...B } fragment B on ${type} { ...A }`),
    },
    {
      name: 'a huge list by variable',
      refused: 'list-size-limit',
      body: query(`query ($n: Int!) ${inObject(`${list}(${argument}: $n) { ${leaf} }`)}`, { n: 2_000_000_000 }),
    },
    {
      name: 'a negative list by variable',
      refused: 'list-size-limit',
      body: query(`query ($n: Int!) ${inObject(`${list}(${argument}: $n) { ${leaf} }`)}`, { n: -1 }),
    },
    {
      name: 'as many entities by variable as a body holds',
      refused: 'list-size-limit',
      body: query('query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }', {
        of: Array(1900).fill({ __typename: type, id: '1' }),
      }),
    },
    {
      name: 'lists of lists',
      refused: 'cost-limit',
      body: query(inObject(`${list}(${argument}: 100) { `.repeat(8) + leaf + ' }'.repeat(8))),
    },
    { name: 'a field again and again', refused: 'duplicate-limit', body: query(inObject(`${leaf} `.repeat(900))) },
    {
      name: 'a field again and again, in fragments',
      refused: 'duplicate-limit',
      body: query(inObject(`... { ${leaf} } `.repeat(400))),
    },
    {
      name: 'repeated fields in a fragment that nothing spreads',
      refused: 'duplicate-limit',
      body: query(`${inObject(leaf)} fragment F on ${type} { ${`${leaf} `.repeat(900)} }`),
    },
    {
      name: 'introspection',
      refused: 'introspection-disabled',
      body: query('{ __schema { types { name fields { name type { name ofType { name } } } } } }'),
    },
    {
      name: 'introspection of a type',
      refused: 'introspection-disabled',
      body: query(`{ __type(name: "${type}") { name } }`),
    },
    {
      name: 'probing for suggestions',
      refused: 'invalid',
      body: query(inObject(repeat(100, (index) => `${leaf}${index}`))),
    },
    { name: 'a document that ends early', refused: 'invalid', body: query(`${'{ a '.repeat(400)}`) },
  ];
}

/** The graph of parcels, under attack. */
export const parcelsTarget: Target = {
  object: 'parcel(id: "1")',
  nested: 'parent',
  leaf: 'id',
  list: ['related', 'first'],
  type: 'Parcel',
};

/** What a client of it asks for, to compare with. */
export const plainQuery = {
  query: `query Page($first: Int!) {
    parcels(first: $first) { total nodes { id status weight depot { code town } parent { id status } } }
  }`,
  variables: { first: 50 },
};
