import { closed, digit, type Parts, text } from './document.ts';

/** A schema of requests and of answers, with values that fit it and others. */
export interface SchemaCase {
  readonly name: string;
  readonly parts: Parts;
  readonly fits: readonly unknown[];
  readonly not: readonly unknown[];
}

const of = (
  name: string,
  schema: object,
  { fits, not }: Pick<SchemaCase, 'fits' | 'not'>,
  more: Parts = {},
): SchemaCase => ({ name, parts: { body: schema, answer: schema, ...more }, fits, not });

const refer = (name: string): object => ({ $ref: `#/components/schemas/${name}` });
const list = (more: object): object => ({ type: 'array', maxItems: 5, ...more });

export const references: readonly SchemaCase[] = [
  of(
    'a reference with keywords beside it',
    { ...refer('A'), description: 'More.', required: ['b'] },
    { fits: [{ b: 1 }], not: [{}, { b: 'x' }] },
    { schemas: { A: closed({ b: digit }) } },
  ),
  of(
    'a reference by $anchor',
    { $ref: '#item' },
    { fits: [{ b: 1 }], not: [{ b: 'x' }] },
    { schemas: { A: { $anchor: 'item', ...closed({ b: digit }) } } },
  ),
  of(
    'a reference by $id, and one that is relative to it',
    { $ref: 'https://example.com/a' },
    { fits: [{ a: 1 }], not: [{ a: 'x' }] },
    {
      schemas: {
        A: { $id: 'https://example.com/a', ...closed({ a: { $ref: '#/$defs/X' } }), $defs: { X: digit } },
      },
    },
  ),
  of(
    'a $dynamicRef to the only schema of its anchor',
    refer('Tree'),
    { fits: [{ v: 1, kids: [{ v: 2, kids: [] }] }], not: [{ v: 1, kids: [{ v: 'x' }] }] },
    {
      schemas: {
        Tree: { $dynamicAnchor: 'node', ...closed({ v: digit, kids: list({ items: { $dynamicRef: '#node' } }) }) },
      },
    },
  ),
  of(
    'a $dynamicRef to what a page is of',
    closed({ users: refer('UserPage'), teams: refer('TeamPage') }),
    {
      fits: [{ users: { items: [{ name: 'x' }] }, teams: { items: [3], next: { items: [4] } } }],
      not: [{ users: { items: [3] } }, { teams: { items: [{ name: 'x' }] } }, { teams: { next: { items: ['x'] } } }],
    },
    {
      schemas: {
        Page: {
          $id: 'page',
          $dynamicAnchor: 'page',
          ...closed({ items: list({ items: { $dynamicRef: '#item' } }), next: { $dynamicRef: '#page' } }),
          $defs: { item: { $dynamicAnchor: 'item', not: {} } },
        },
        UserPage: {
          $id: 'users',
          $ref: 'page',
          $defs: { item: { $dynamicAnchor: 'item', $ref: '#/components/schemas/User' } },
        },
        TeamPage: { $id: 'teams', $ref: 'page', $defs: { item: { $dynamicAnchor: 'item', ...digit } } },
        User: closed({ name: text(3) }),
      },
    },
  ),
  of(
    'a $dynamicRef to a tree, and to one that is stricter',
    refer('Strict'),
    { fits: [{ v: 1, kids: [{ v: 2 }] }], not: [{ v: 1, kids: [{ x: 2 }] }, { x: 1 }] },
    {
      schemas: {
        Tree: {
          $id: 'tree',
          $dynamicAnchor: 'node',
          type: 'object',
          properties: { v: digit, kids: list({ items: { $dynamicRef: '#node' } }) },
        },
        Strict: { $id: 'strict', $dynamicAnchor: 'node', $ref: 'tree', unevaluatedProperties: false },
      },
    },
  ),
  of(
    'a $dynamicRef to an $anchor, which is a plain reference',
    closed({ a: { $dynamicRef: '#size' } }),
    { fits: [{ a: 1 }], not: [{ a: 'x' }] },
    {
      schemas: {
        A: { $anchor: 'size', ...digit },
        B: { $id: 'b', $dynamicAnchor: 'size', ...text() },
        C: { $id: 'c', $dynamicAnchor: 'size', ...text() },
      },
    },
  ),
  of(
    'references in turn, with keywords beside each',
    refer('C'),
    { fits: [{ a: 1, id: 'x' }], not: [{ a: 1 }, { a: 'x', id: 'x' }, { a: 1, id: 'x', b: 1 }] },
    {
      schemas: {
        A: { type: 'object', properties: { a: digit, id: text() } },
        B: { ...refer('A'), required: ['id'] },
        C: { ...refer('B'), unevaluatedProperties: false },
      },
    },
  ),
  of(
    'values called as references are',
    closed({
      a: { const: { $ref: '#/nowhere' } },
      b: { enum: [{ $ref: 'no-file.yaml' }, 'x'] },
      c: { ...closed({ $ref: text() }), default: { $ref: 'no-file.yaml' } },
    }),
    { fits: [{ a: { $ref: '#/nowhere' }, b: 'x', c: { $ref: 'y' } }], not: [{ a: {} }, { b: {} }, { c: { $ref: 1 } }] },
  ),
  of(
    'a reference into a schema',
    closed({ a: { $ref: '#/components/schemas/A/$defs/X' }, b: { $ref: '#/components/schemas/A/properties/x' } }),
    { fits: [{ a: 1, b: 1 }], not: [{ a: 'x' }, { b: 'x' }] },
    { schemas: { A: { ...closed({ x: refer('A/$defs/X') }), $defs: { X: digit } } } },
  ),
  of(
    'references to the schemas of a header, a parameter and a body',
    closed({
      a: { $ref: '#/components/headers/ETag/schema' },
      b: { $ref: '#/components/parameters/P/schema' },
      c: { $ref: '#/components/requestBodies/B/content/application~1json/schema' },
    }),
    { fits: [{ a: 'x', b: 1, c: 'y' }], not: [{ a: 1 }, { b: 'x' }, { c: 1 }] },
    {
      components: {
        headers: { ETag: { schema: text() } },
        parameters: { P: { name: 'p', in: 'query', schema: digit } },
        requestBodies: { B: { content: { 'application/json': { schema: text() } } } },
      },
    },
  ),
  of(
    'a tree, and two schemas that hold each other',
    closed({ tree: refer('Tree'), a: refer('A') }),
    {
      fits: [{ tree: { kids: [{ kids: [] }] }, a: { b: { a: {} } } }],
      not: [{ tree: { kids: [1] } }, { a: { b: 1 } }],
    },
    {
      schemas: {
        Tree: closed({ kids: list({ items: refer('Tree') }) }),
        A: closed({ b: refer('B') }),
        B: closed({ a: refer('A') }),
      },
    },
  ),
  of(
    'components whose names are none of types, or read alike',
    closed({ a: refer('a.b-c_D'), b: refer('user'), c: refer('User'), d: refer('2nd'), e: refer('DoThingAnswer') }),
    { fits: [{ a: { x: 1 }, b: 1, c: 'x', d: 1, e: 1 }], not: [{ a: { x: 'q' } }, { b: 'x' }, { c: 1 }] },
    {
      schemas: {
        'a.b-c_D': closed({ x: digit, y: refer('a.b') }),
        'a.b': text(),
        user: digit,
        User: text(),
        '2nd': digit,
        class: digit,
        Schemas: digit,
        Record: text(),
        Success: digit,
        DoThingAnswer: digit,
        DoThingBody200: text(),
        constructor: digit,
        hasOwnProperty: digit,
      },
    },
  ),
  of(
    'schemas of one title',
    closed({ a: refer('A'), b: refer('B') }, [], { title: 'A' }),
    { fits: [{ a: { q: 1 }, b: { z: 1 } }], not: [{ a: { z: 1 } }] },
    { schemas: { A: closed({ q: digit }, [], { title: 'B' }), B: closed({ z: digit }, [], { title: 'B' }) } },
  ),
];

const nullable = closed({
  a: { nullable: true, allOf: [refer('N')] },
  b: { type: 'string', maxLength: 3, nullable: true },
  c: { type: 'string', enum: ['a'], nullable: true },
  d: { nullable: true, oneOf: [text(), digit] },
});

export const keywords: readonly SchemaCase[] = [
  of(
    'nullable of OpenAPI 3.0',
    nullable,
    { fits: [{ a: null, b: null, c: null, d: null }, { a: { z: 1 } }], not: [{ a: 1 }] },
    {
      version: '3.0.3',
      schemas: { N: closed({ z: digit }) },
    },
  ),
  of(
    'a discriminator, which changes nothing of what is valid',
    { oneOf: [refer('Cat'), refer('Dog')], discriminator: { propertyName: 'kind', mapping: { cat: 'Cat' } } },
    {
      fits: [
        { kind: 'cat', lives: 9 },
        { kind: 'dog', bark: true },
      ],
      not: [{ kind: 'cow' }, { kind: 'cat', bark: true }],
    },
    {
      schemas: {
        Cat: closed({ kind: { const: 'cat' }, lives: digit }, ['kind']),
        Dog: closed({ kind: { const: 'dog' }, bark: { type: 'boolean' } }, ['kind']),
      },
    },
  ),
  of(
    'anyOf, oneOf and not',
    closed({ a: { anyOf: [text(3), digit] }, b: { type: 'string', maxLength: 5, not: { const: 'no' } } }),
    {
      fits: [{ a: 'abc', b: 'yes' }, { a: 2 }],
      not: [{ a: 'abcd' }, { b: 'no' }],
    },
  ),
  of(
    'if, then and else',
    closed({ k: { enum: ['a', 'b'] }, a: digit, b: digit }, ['k'], {
      if: { type: 'object', properties: { k: { type: 'string', const: 'a' } } },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { type: 'object', required: ['a'] },
      else: { required: ['b'] },
    }),
    {
      fits: [
        { k: 'a', a: 1 },
        { k: 'b', b: 1 },
      ],
      not: [{ k: 'a', b: 1 }, { k: 'b' }],
    },
  ),
  of(
    'dependentRequired and dependentSchemas',
    closed({ a: digit, b: digit, c: digit }, [], {
      dependentRequired: { a: ['b'] },
      dependentSchemas: { c: { properties: { b: { const: 3 } } } },
    }),
    {
      fits: [
        { a: 1, b: 1 },
        { c: 1, b: 3 },
      ],
      not: [{ a: 1 }, { c: 1, b: 1 }],
    },
  ),
  of(
    'unevaluatedProperties and unevaluatedItems',
    {
      type: 'object',
      allOf: [{ type: 'object', properties: { a: digit } }],
      properties: { l: list({ prefixItems: [digit, text()], unevaluatedItems: false }) },
      unevaluatedProperties: false,
    },
    { fits: [{ a: 1, l: [1, 'x'] }], not: [{ c: 1 }, { l: [1, 'x', 2] }] },
  ),
  of(
    'prefixItems and contains',
    closed({
      l: list({ prefixItems: [digit, text()], items: { type: 'boolean' } }),
      m: list({ items: text(), contains: { type: 'string', pattern: '^x' } }),
    }),
    {
      fits: [{ l: [1, 'a', true], m: ['a', 'x'] }, { l: [1] }],
      not: [{ l: ['a'] }, { l: [1, 'a', 2] }, { m: ['a'] }],
    },
  ),
  of(
    'const and enum of any values',
    closed({ a: { const: null }, b: { const: { x: [1] } }, c: { enum: ["it's", '*/', '', 1, null, { q: 1 }] } }),
    {
      fits: [{ a: null, b: { x: [1] }, c: { q: 1 } }, { c: "it's" }, { c: '' }],
      not: [{ a: 0 }, { b: {} }, { c: 2 }],
    },
  ),
  of(
    'formats, known and unknown',
    closed({
      a: { ...text(), format: 'x-money' },
      b: { ...digit, format: 'int53' },
      c: { ...text(40), format: 'date-time' },
    }),
    {
      fits: [{ a: 'z', b: 1, c: '2027-01-01T00:00:00Z' }],
      not: [{ c: 'z' }],
    },
  ),
  of('decimals of a step', closed({ a: { type: 'number', multipleOf: 0.01, minimum: 0, maximum: 100 } }), {
    fits: [{ a: 0.07 }, { a: 19.99 }],
    not: [{ a: 1.234 }],
  }),
  of(
    'bounds that stand in another part than the type',
    closed({
      a: { type: 'string', allOf: [{ minLength: 2 }, { maxLength: 4 }] },
      b: { maxLength: 3, allOf: [{ type: 'string' }] },
    }),
    { fits: [{ a: 'abc', b: 'x' }], not: [{ a: 'abcde' }, { b: 'xxxx' }] },
  ),
  of(
    'an object that one of its parts closes',
    closed({ a: { type: 'object', allOf: [refer('C')] } }, [], { allOf: [{ type: 'object', required: ['a'] }] }),
    { fits: [{ a: { x: 1 } }], not: [{}, { a: { y: 1 } }] },
    { schemas: { C: closed({ x: digit }) } },
  ),
  of(
    'propertyNames and patternProperties',
    closed(
      { a: { type: 'object', maxProperties: 5, propertyNames: { pattern: '^[a-z]+$' }, additionalProperties: text() } },
      [],
      { patternProperties: { '^x-': text() } },
    ),
    {
      fits: [{ a: { b: 'c' }, 'x-a': 'b' }],
      not: [{ a: { B: 'c' } }, { 'x-a': 1 }],
    },
  ),
];

const words =
  `example $ref default enum required properties type const items allOf examples discriminator xml x-foo $defs $id
nullable title description readOnly not if additionalProperties patternProperties deprecated pattern format mapping scopes constructor
toString valueOf hasOwnProperty`.split(/\s+/);
const odd = ['naïve ü', '日本', "it's", 'back\\slash', 'new\nline', 'a/b~c', '"q"', `$\{x}`, '*/', 'page[size]', '2fa'];

const all = [...words, ...odd];

export const names: readonly SchemaCase[] = [
  of('properties called as nothing else is', closed(Object.fromEntries(all.map((name) => [name, digit]))), {
    fits: [{}, ...all.map((name) => ({ [name]: 1 }))],
    not: all.map((name) => ({ [name]: 'x' })),
  }),
  of(
    'properties that are required and inherited',
    closed({ constructor: digit, toString: digit }, ['constructor', 'toString']),
    {
      fits: [{ constructor: 1, toString: 2 }],
      not: [{}, { constructor: 1 }],
    },
  ),
];
