import { asObject, isObject } from '../../../../contract/json.ts';
import { type Place, pick, placesOf, put, type Random, remove, valueAt } from './places.ts';

/** Changes a document where it is, at a place that is drawn. */
type Change = (root: Record<string, unknown>, random: Random) => void;

const somewhere = (root: unknown, random: Random, which?: (value: unknown) => boolean): Place => {
  const [first = { parent: asObject(root), key: 'x' }, ...rest] = placesOf(root, which);
  return pick(random, [first, ...rest]);
};

const isSchema = (value: unknown): boolean =>
  isObject(value) && ['type', 'properties', 'allOf', 'oneOf', 'items'].some((name) => Object.hasOwn(value, name));

/** One of the document's schemas; where it has none, one more. */
function someSchema(root: unknown, random: Random): Record<string, unknown> {
  const place = somewhere(root, random, isSchema);
  if (!isObject(valueAt(place))) put(place, {});
  return valueAt(place) as Record<string, unknown>;
}

const others = [null, true, 0, -1, 1e21, 1.5, '', 'x', [], {}, [[]], { type: 'string' }, '#/nowhere'] as const;
const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype', 'length'] as const;
const odd = [
  '日本語',
  '🦑',
  'e\u0301',
  '\u202e',
  '\u0000',
  ' ',
  '',
  '~1',
  '%2F',
  '{x}',
  '`',
  '\n',
  '</script>',
] as const;

/** Objects or lists in one another. */
function nested(levels: number, around: (inner: object) => object): object {
  let value: object = { type: 'string' };
  for (let level = 0; level < levels; level += 1) value = around(value);
  return value;
}

const levels = [30, 200, 600] as const;

export const structures: Readonly<Record<string, Change>> = {
  'a member is gone': (root, random) => remove(somewhere(root, random)),
  'a value of another type': (root, random) => put(somewhere(root, random), pick(random, others)),
  'two values change places': (root, random) => {
    const [one, other] = [somewhere(root, random), somewhere(root, random)];
    const [value, second] = [structuredClone(valueAt(one)), structuredClone(valueAt(other))];
    put(one, second);
    put(other, value);
  },
  'a value is copied elsewhere': (root, random) =>
    put(somewhere(root, random), structuredClone(valueAt(somewhere(root, random)))),
  'a member has another name': (root, random) => {
    const { parent, key } = somewhere(root, random);
    const value = valueAt({ parent, key });
    remove({ parent, key });
    put({ parent, key: pick(random, [`${key}s`, key.toUpperCase(), `x-${key}`, 'type', '$ref', 'allOf']) }, value);
  },
  'a name that every object has': (root, random) => {
    const place = somewhere(root, random, isObject);
    const parent = asObject(valueAt(place)) as Record<string, unknown>;
    put({ parent, key: pick(random, inherited) }, structuredClone(valueAt(somewhere(root, random))));
  },
  'names that every object has, required': (root, random) => {
    const schema = someSchema(root, random);
    const properties: Record<string, unknown> = {};
    for (const key of inherited) put({ parent: properties, key }, { type: 'string', maxLength: 9 });
    Object.assign(schema, { type: 'object', properties, required: [...inherited] });
  },
  'odd names': (root, random) => {
    const schema = someSchema(root, random);
    schema.properties = Object.fromEntries(odd.map((name) => [name, { type: 'string', maxLength: 9 }]));
  },
  'an odd name': (root, random) => {
    const { parent, key } = somewhere(root, random);
    const value = valueAt({ parent, key });
    remove({ parent, key });
    put({ parent, key: pick(random, odd) }, value);
  },
  'a name that is long': (root, random) => {
    const { parent, key } = somewhere(root, random);
    put({ parent, key: key.padEnd(pick(random, [300, 70_000]), 'n') }, structuredClone(valueAt({ parent, key })));
  },
  'a reference to where it is': (root, random) => {
    const schemas = asObject(asObject(root.components).schemas) as Record<string, unknown>;
    const names = Object.keys(schemas);
    const name = pick(random, [names[0] ?? 'Own', ...names]);
    const own = { $ref: `#/components/schemas/${name}` };
    put(
      somewhere(root, random, isSchema),
      pick(random, [own, { allOf: [own] }, { anyOf: [own, { type: 'string' }] }, { type: 'array', items: own }]),
    );
    if (random() < 0.5 && Object.hasOwn(schemas, name)) put({ parent: schemas, key: name }, { allOf: [own] });
  },
  'a reference to the document': (root, random) =>
    put(somewhere(root, random, isObject), { $ref: pick(random, ['#', '#/', '#/components', '#/paths', '', '/']) }),
  'a reference to what is no schema': (root, random) =>
    put(somewhere(root, random, isSchema), {
      $ref: pick(random, [
        '#/info',
        '#/info/title',
        '#/paths',
        '#/openapi',
        'no.yaml',
        'https://example.com/a#/b',
        '..',
      ]),
    }),
  'schemas within schemas': (root, random) => {
    const deep = nested(pick(random, levels), (inner) => ({ type: 'object', properties: { a: inner } }));
    put(somewhere(root, random, isSchema), deep);
  },
  'compositions within compositions': (root, random) => {
    const keyword = pick(random, ['allOf', 'anyOf', 'oneOf', 'not', 'if', 'items']);
    const isList = /Of$/.test(keyword);
    const deep = nested(pick(random, levels), (inner) => ({ [keyword]: isList ? [inner] : inner }));
    put(somewhere(root, random, isSchema), deep);
  },
  'lists within lists': (root, random) =>
    put(
      somewhere(root, random),
      nested(pick(random, [100, 600, 3000]), (inner) => [inner]),
    ),
  'a list of very many': (root, random) => {
    const item = pick(random, ['x', 0, { type: 'string' }, { $ref: '#/components/schemas/None' }, ['x']]);
    put(
      somewhere(root, random, Array.isArray),
      Array.from({ length: 20_000 }, () => item),
    );
  },
  'very many properties': (root, random) => {
    const schema = someSchema(root, random);
    const names = Array.from({ length: 3000 }, (_, index) => [`member${index}`, { type: 'string' }]);
    Object.assign(schema, { type: 'object', properties: Object.fromEntries(names) });
  },
  'very many alternatives': (root, random) => {
    const alternatives = Array.from({ length: 1000 }, (_, index) => ({ type: 'string', const: `v${index}` }));
    put(somewhere(root, random, isSchema), { [pick(random, ['oneOf', 'anyOf'])]: alternatives });
  },
  'a great enum': (root, random) =>
    put(somewhere(root, random, isSchema), { enum: Array.from({ length: 20_000 }, (_, index) => `v${index}`) }),
  'a pattern that is none, or slow': (root, random) =>
    put(somewhere(root, random, isSchema), {
      type: 'string',
      maxLength: 99,
      pattern: pick(random, ['(', '^(a+)+$', '\\p{Nope}', '(?<=a)b', '[', 'a{99999999}', '\\u{110000}']),
    }),
  'bounds that leave nothing': (root, random) =>
    put(
      somewhere(root, random, isSchema),
      pick(random, [
        { type: 'integer', minimum: 9, maximum: 1 },
        { type: 'string', minLength: -1, maxLength: 1e30 },
        { type: 'array', items: {}, minItems: 9, maxItems: 1 },
        { type: 'number', multipleOf: 0, minimum: 0, maximum: 1 },
        { type: [], enum: [] },
        { type: ['string', 'string'] },
        { oneOf: [] },
        false,
      ]),
    ),
};
