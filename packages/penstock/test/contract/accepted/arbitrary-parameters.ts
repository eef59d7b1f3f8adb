import fc from 'fast-check';
import type { EventOptions } from '../../../testkit/operation-runtime.ts';

type Place = 'cookie' | 'header' | 'path' | 'query';

/** A parameter with a value, and how that is sent. */
export interface ParameterSample {
  readonly place: Place;
  readonly name: string;
  readonly declared: object;
  readonly value: unknown;
  readonly sent: EventOptions;
}

const digit = { type: 'integer', minimum: 0, maximum: 9 };
const list = { type: 'array', maxItems: 3, items: digit };
const object = { type: 'object', additionalProperties: false, properties: { a: digit, b: digit } };
const values = { a: 1, b: 2 };

interface Style {
  readonly place: Place;
  readonly more: object;
  readonly schema: object;
  readonly value: unknown;
  /** What is sent under its name, or the whole query. */
  readonly sent: (name: string) => EventOptions;
}

const query = (text: string | readonly string[]) => (name: string) => ({
  query: { [name]: text as string | string[] },
});
const header = (text: string) => (name: string) => ({ headers: { [name]: text } });
const path = (text: (name: string) => string) => (name: string) => ({ pathParameters: { [name]: text(name) } });

/** @see https://spec.openapis.org/oas/v3.1.1.html#style-examples */
const styles: readonly Style[] = [
  { place: 'query', more: {}, schema: digit, value: 3, sent: query('3') },
  { place: 'query', more: {}, schema: { ...digit, default: 4 }, value: 4, sent: () => ({}) },
  { place: 'query', more: {}, schema: list, value: [1, 2], sent: query(['1', '2']) },
  { place: 'query', more: { explode: false }, schema: list, value: [1, 2], sent: query('1,2') },
  { place: 'query', more: { style: 'pipeDelimited', explode: false }, schema: list, value: [1, 2], sent: query('1|2') },
  {
    place: 'query',
    more: { style: 'spaceDelimited', explode: false },
    schema: list,
    value: [1, 2],
    sent: query('1 2'),
  },
  { place: 'query', more: { explode: false }, schema: object, value: values, sent: query('a,1,b,2') },
  {
    place: 'query',
    more: { style: 'deepObject', explode: true },
    schema: object,
    value: values,
    sent: (name) => ({ query: { [`${name}[a]`]: '1', [`${name}[b]`]: '2' } }),
  },
  { place: 'header', more: {}, schema: digit, value: 3, sent: header('3') },
  { place: 'header', more: {}, schema: list, value: [1, 2], sent: header('1,2') },
  { place: 'header', more: { explode: true }, schema: object, value: values, sent: header('a=1,b=2') },
  { place: 'cookie', more: {}, schema: digit, value: 3, sent: (name) => ({ headers: { Cookie: `${name}=3` } }) },
  { place: 'path', more: { required: true }, schema: digit, value: 3, sent: path(() => '3') },
  { place: 'path', more: { required: true }, schema: list, value: [1, 2], sent: path(() => '1,2') },
  { place: 'path', more: { required: true, style: 'label' }, schema: list, value: [1, 2], sent: path(() => '.1,2') },
  {
    place: 'path',
    more: { required: true, style: 'matrix', explode: true },
    schema: list,
    value: [1, 2],
    sent: path((name) => `;${name}=1;${name}=2`),
  },
];

const names: Readonly<Record<Place, readonly string[]>> = {
  query: ['limit', 'page[size]', 'pageSize', '2fa', 'class', 'constructor', 'a.b', '$x'],
  header: ['X-Thing', 'x-2fa'],
  cookie: ['session'],
  path: ['id', 'thing_id', 'a-b'],
};

const one = fc.constantFrom(...styles).chain((style) =>
  fc.constantFrom(...names[style.place]).map(
    (name): ParameterSample => ({
      place: style.place,
      name,
      declared: { name, in: style.place, schema: style.schema, ...style.more },
      value: style.value,
      sent: style.sent(name),
    }),
  ),
);

/** Parameters of one operation, each name once, and one in the path at most. */
export const parameters: fc.Arbitrary<readonly ParameterSample[]> = fc.uniqueArray(one, {
  maxLength: 4,
  selector: ({ place, name }) => (place === 'path' || place === 'cookie' ? place : `${place} ${name}`),
});
