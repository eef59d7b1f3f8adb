import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { defaultStyle } from '../../../../contract/parameter-node.ts';
import { composedParameters } from '../../../../runtime/http/parameters/composed-parameters.ts';
import { plainParameters } from '../../../../runtime/http/parameters/plain-parameters.ts';
import type { ParameterContract, ParameterStyle, ValueShape } from '../../../../runtime/operation-contract.ts';
import { gatewayEvent } from '../../../../testkit/operation-runtime.ts';
import { contract, parameter, validator } from '../../contract.ts';

type Value = string | number | boolean;
type Thing = Value | readonly Value[] | Readonly<Record<string, Value>>;

/** What a client sends: written here from RFC 6570 and the tables of OpenAPI, by nothing that reads. */
const encode = (value: unknown): string => encodeURIComponent(String(value));
const pairs = (thing: object, between: string): string[] =>
  Object.entries(thing).map(([name, value]) => `${encode(name)}${between}${encode(value)}`);
const list = (thing: Thing): string[] => (thing as readonly Value[]).map(encode);
const flat = (thing: Thing): string[] => Object.entries(thing).flat().map(encode);
const isList = (thing: Thing): boolean => Array.isArray(thing);
const isScalar = (thing: Thing): boolean => typeof thing !== 'object';

const writers: Readonly<Record<string, (name: string, thing: Thing, explode: boolean) => string>> = {
  simple: (_, thing, explode) => {
    if (isScalar(thing)) return encode(thing);
    if (isList(thing)) return list(thing).join(',');
    return explode ? pairs(thing as object, '=').join(',') : flat(thing).join(',');
  },
  label: (_, thing, explode) => {
    if (isScalar(thing)) return `.${encode(thing)}`;
    const between = explode ? '.' : ',';
    if (isList(thing)) return `.${list(thing).join(between)}`;
    return `.${explode ? pairs(thing as object, '=').join('.') : flat(thing).join(',')}`;
  },
  matrix: (name, thing, explode) => {
    if (isScalar(thing)) return `;${name}=${encode(thing)}`;
    if (!explode) return `;${name}=${(isList(thing) ? list(thing) : flat(thing)).join(',')}`;
    return isList(thing)
      ? list(thing)
          .map((one) => `;${name}=${one}`)
          .join('')
      : pairs(thing as object, '=')
          .map((one) => `;${one}`)
          .join('');
  },
  form: (name, thing, explode) => {
    if (isScalar(thing)) return `${name}=${encode(thing)}`;
    if (!explode) return `${name}=${(isList(thing) ? list(thing) : flat(thing)).join(',')}`;
    return (isList(thing) ? list(thing).map((one) => `${name}=${one}`) : pairs(thing as object, '=')).join('&');
  },
  spaceDelimited: (name, thing) => `${name}=${(isList(thing) ? list(thing) : flat(thing)).join('%20')}`,
  pipeDelimited: (name, thing) => `${name}=${(isList(thing) ? list(thing) : flat(thing)).join('%7C')}`,
  deepObject: (name, thing) =>
    Object.entries(thing)
      .map(([member, value]) => `${name}[${encode(member)}]=${encode(value)}`)
      .join('&'),
};

/** As the gateway hands it over: the query decoded, the path beside what it decoded of it. */
function eventOf({ in: place }: ParameterContract, text: string) {
  if (place === 'header') return gatewayEvent({ headers: { thing: text } });
  if (place === 'cookie')
    return gatewayEvent({ headers: { Cookie: `session=1; ${text.replaceAll('&', '; ')}; other=2` } });
  if (place === 'path') {
    const pathParameters = { thing: decodeURIComponent(text) };
    return gatewayEvent({ path: `/base/v1/things/${text}/parts`, pathParameters });
  }
  const query: Record<string, string[]> = {};
  for (const [name, value] of new URLSearchParams(text)) query[name] = [...(query[name] ?? []), value];
  return gatewayEvent({ query });
}

/** By the reader of whatever there is, with which that of plain parameters has to agree. */
function readBack(declared: ParameterContract, text: string): unknown {
  const operation = contract({ path: '/v1/things/{thing}/parts', parameters: [declared] });
  const event = eventOf(declared, text);
  const read = () => composedParameters(operation, event);
  if (isPlain(declared)) expect(outcomeOf(() => plainParameters(operation, event))).toEqual(outcomeOf(read));
  const { path, query, headers, cookies } = read();
  const places = { path, query, header: headers, cookie: cookies };
  return places[declared.in].thing;
}

const isPlain = ({ in: place, type, style }: ParameterContract): boolean =>
  typeof type === 'string' && (style ?? defaultStyle(place)) === defaultStyle(place);

function outcomeOf(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}

/** Text that no style takes for its own: a delimiter that comes decoded cannot be told from one. */
const words = fc.stringMatching(/^[A-Za-z0-9 é漢😀/?#%_~*'()!@$+:;=&|,.<>"-]{1,12}$/u);
const without = (...marks: string[]) => words.filter((text) => !marks.some((mark) => text.includes(mark)));
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const integer = fc.maxSafeInteger();

const anything = validator(() => true);
const declare = (over: Partial<ParameterContract>): ParameterContract =>
  parameter({ name: 'thing', validate: anything, required: true, ...over });

interface Row {
  readonly in: ParameterContract['in'];
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly text: fc.Arbitrary<string>;
}

const row = (place: Row['in'], style: ParameterStyle, explode: boolean, ...marks: string[]): Row => ({
  in: place,
  style,
  explode,
  text: without(...marks),
});

const rows: readonly Row[] = [
  ...[true, false].map((explode) => row('path', 'simple', explode)),
  row('path', 'label', true, '.'),
  row('path', 'label', false),
  ...[true, false].map((explode) => row('path', 'matrix', explode)),
  row('query', 'form', true),
  row('query', 'form', false, ','),
  row('query', 'spaceDelimited', false, ' '),
  row('query', 'pipeDelimited', false, '|'),
  row('query', 'deepObject', true),
  row('cookie', 'form', true),
  row('cookie', 'form', false, ','),
];

const named = ({ style, explode, in: place }: Row): string => `${style} of the ${place}, explode ${explode}`;

describe('what a client writes is read back', () => {
  const check = (one: Row, type: ValueShape, values: fc.Arbitrary<Thing>): void => {
    const { text: _, ...over } = one;
    fc.assert(
      fc.property(values, (value) => {
        const sent = writers[one.style]?.('thing', value, one.explode) ?? '';
        expect(readBack(declare({ ...over, type }), sent)).toEqual(value);
      }),
      { numRuns: 60 },
    );
  };

  it.each(rows.filter(({ style }) => style !== 'deepObject').map((one) => [named(one), one] as const))(
    'as scalars and lists: %s',
    (_, one) => {
      // OpenAPI gives a scalar no form in the two styles that are named by a delimiter.
      const scalars = one.style.endsWith('Delimited') ? [] : (['string', 'number', 'integer'] as const);
      const values = { string: one.text, number, integer };
      for (const type of scalars) check(one, type, values[type]);
      check(one, { array: 'string' }, fc.array(one.text, { minLength: 1, maxLength: 5 }));
      check(one, { array: 'integer' }, fc.array(integer, { minLength: 1, maxLength: 5 }));
    },
  );

  it.each(rows.map((one) => [named(one), one] as const))('as objects: %s', (_, one) => {
    const members = { r: 'string', 'g-b': 'integer', ok: 'boolean' } as const;
    const objects = fc.record({ r: one.text, 'g-b': integer, ok: fc.boolean() }, { requiredKeys: ['g-b'] });
    check(one, { members }, objects as fc.Arbitrary<Thing>);
  });

  it('as a label with explode whose members have dots', () => {
    check(row('path', 'label', true), { members: { r: 'number', g: 'string' } }, fc.record({ r: number, g: words }));
  });

  it.each([
    ['a list', { array: 'string' }, ['a b', 'c'], 'a b, c', false],
    ['an object in turn', { members: { r: 'integer', g: 'string' } }, { r: 1, g: 'x' }, 'r,1, g, x', false],
    ['an object by =', { members: { r: 'integer', g: 'string' } }, { r: 1, g: 'x' }, 'r=1, g=x', true],
    ['a number', 'number', 1.5, '1.5', false],
  ] as const)('as a header: %s', (_, type, value, text, explode) => {
    expect(readBack(declare({ in: 'header', type, explode }), text)).toEqual(value);
  });
});

describe('a value of several kinds', () => {
  const several = { oneOf: ['boolean', 'integer', 'string', { array: 'string' }] } as const;

  it.each([
    ['thing=true', true],
    ['thing=12', 12],
    ['thing=x', 'x'],
    ['thing=x&thing=y', ['x', 'y']],
  ])('is read as the narrowest that fits: %s', (text, value) => {
    expect(readBack(declare({ type: several }), text)).toEqual(value);
  });

  it('is read as the next where the schema refuses the first', () => {
    const text = validator((value) => typeof value === 'string');
    expect(readBack(declare({ type: several, validate: text }), 'thing=12')).toBe('12');
  });

  it('is null where it is empty and may be null', () => {
    expect(readBack(declare({ type: { oneOf: ['null', 'integer'] } }), 'thing=')).toBeNull();
  });
});

describe('an empty value that is allowed', () => {
  it.each([
    ['boolean', true],
    ['string', ''],
    ['integer', undefined],
  ] as const)('of type %s is %j', (type, value) => {
    expect(readBack(declare({ type, allowEmptyValue: true, required: false }), 'thing=')).toBe(value);
  });
});

describe('what is not in its style', () => {
  const problem = (over: Partial<ParameterContract>, text: string): unknown => {
    try {
      return readBack(declare(over), text);
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each([
    ['an item', { type: { array: 'integer' } }, 'thing=1&thing=x', 'thing at 1 must be an integer.'],
    [
      'a member',
      { type: { members: { r: 'integer' } }, style: 'deepObject' },
      'thing[r]=x',
      'thing at r must be an integer.',
    ],
    ['a member nobody named', { type: { members: {} }, style: 'deepObject' }, 'thing[r]=x', 'thing has no member r.'],
    ['a member twice', { type: { members: { r: 'integer' } } }, 'r=1&r=2', 'thing names r more than once.'],
    [
      'half a pair',
      { type: { members: { r: 'integer' } }, explode: false },
      'thing=r',
      'thing must name a member and its value in turn.',
    ],
    ['JSON', { type: 'json' }, 'thing={', 'thing must be a JSON text.'],
    ['a number', { type: 'number' }, 'thing=1,5', 'thing must be a number.'],
    ['a number too large', { type: 'number' }, 'thing=1e999', 'thing must be a number.'],
    ['a list that nobody sent', { type: { array: 'integer' } }, '', 'thing is required.'],
  ] as const)('fails: %s', (_, over, text, message) => {
    expect(problem(over as Partial<ParameterContract>, text)).toBe(message);
  });

  it.each([
    ['label', 'a'],
    ['matrix', 'a'],
    ['matrix', ';other=a'],
  ] as const)('fails as a path of style %s: %s', (style, text) => {
    expect(problem({ in: 'path', type: 'string', style }, text)).toBe('There is nothing here.');
  });

  it('says which item breaks the schema', () => {
    const errors = [{ instancePath: '/1', keyword: 'maximum', params: { limit: 3 } }];
    const validate = Object.assign((_: unknown): _ is unknown => false, { errors });
    expect(problem({ type: { array: 'integer' }, validate }, 'thing=1&thing=9')).toBe('thing at 1 must be 3 or less.');
  });
});
