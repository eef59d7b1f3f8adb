import { definedEntries } from './defined-entries.ts';

/** How OpenAPI writes what is more than one text; `json` stands for a parameter that is described by its content. */
export type ParameterStyle =
  | 'deepObject'
  | 'form'
  | 'json'
  | 'label'
  | 'matrix'
  | 'pipeDelimited'
  | 'simple'
  | 'spaceDelimited';

/** Writes a value as a part of a path, of a query or of a header. */
export type Writer = (value: unknown) => string;

export interface Styled {
  /** @default true of `form`, false of any other style */
  readonly explode?: boolean;
  /** Values of headers are not encoded. */
  readonly in?: 'path' | 'query' | 'header';
}

/** How a style writes: what comes first, what is between its values, what is between them exploded, and whether it names them. */
type Notation = readonly [prefix: string, separator: string, explodedSeparator: string, isNamed: boolean];

const notations: Readonly<Record<Exclude<ParameterStyle, 'deepObject' | 'json'>, Notation>> = {
  form: ['', ',', '&', true],
  label: ['.', ',', '.', false],
  matrix: [';', ',', ';', true],
  pipeDelimited: ['', '%7C', '&', true],
  simple: ['', ',', ',', false],
  spaceDelimited: ['', '%20', '&', true],
};

/**
 * Writes lists and objects in a style; a query is written with its name, encoded.
 *
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-examples
 */
export function styled(
  name: string,
  style: ParameterStyle,
  { explode = style === 'form', in: place = 'query' }: Styled = {},
): Writer {
  const text = (value: unknown) => (place === 'header' ? String(value) : encodeURIComponent(String(value)));
  const named = (value: unknown) => `${text(name)}=${text(value)}`;
  return (value) => {
    if (style === 'json') return (place === 'query' ? named : text)(JSON.stringify(value));
    if (style === 'deepObject') return deepObject(name, value);
    const members = membersOf(value);
    const [prefix, separator, explodedSeparator, isNamed] = notations[style];
    const items = [value].flat();
    const exploded = () =>
      members?.map(([key, one]) => `${text(key)}=${text(one)}`) ?? items.map(isNamed ? named : text);
    if (explode) return prefix + exploded().join(explodedSeparator);
    const values = (members?.flat() ?? items).map(text).join(separator);
    return prefix + (isNamed ? `${text(name)}=${values}` : values);
  };
}

const deepObject = (name: string, value: unknown): string =>
  (membersOf(value) ?? []).map(([key, one]) => styled(`${name}[${key}]`, 'form')(one)).join('&');

/** Of an object; undefined of anything else. */
const membersOf = (value: unknown) =>
  Array.isArray(value) || Object(value) !== value ? undefined : definedEntries<unknown>(Object(value));
