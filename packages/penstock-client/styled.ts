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

/** A value in the forms that styles are made of, encoded. */
interface Forms {
  /** What is in it: members of objects are their names and values in turn. */
  readonly values: readonly string[];
  /** `name=value` of members; undefined where it is no object. */
  readonly pairs: readonly string[] | undefined;
  readonly named: (value: string) => string;
}

type Write = (forms: Forms) => string;

const delimited = (by: string): readonly [together: Write, exploded: Write] => [
  ({ values, named }) => named(values.join(by)),
  ({ values, pairs, named }) => (pairs ?? values.map(named)).join('&'),
];

const styles: Readonly<Record<Exclude<ParameterStyle, 'deepObject' | 'json'>, readonly [Write, Write]>> = {
  form: delimited(','),
  label: [({ values }) => `.${values.join(',')}`, ({ values, pairs = values }) => `.${pairs.join('.')}`],
  matrix: [
    ({ values, named }) => `;${named(values.join(','))}`,
    ({ values, pairs, named }) => `;${(pairs ?? values.map(named)).join(';')}`,
  ],
  pipeDelimited: delimited('%7C'),
  simple: [({ values }) => values.join(','), ({ values, pairs = values }) => pairs.join(',')],
  spaceDelimited: delimited('%20'),
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
  const named = (value: string) => `${text(name)}=${value}`;
  return (value) => {
    if (style === 'json') return place === 'query' ? named(text(JSON.stringify(value))) : text(JSON.stringify(value));
    const members = membersOf(value);
    if (style === 'deepObject')
      return (members ?? []).map(([key, one]) => styled(`${name}[${key}]`, 'form')(one)).join('&');
    const values = (members?.flat() ?? [value].flat()).map(text);
    const pairs = members?.map(([key, one]) => `${text(key)}=${text(one)}`);
    return styles[style][explode ? 1 : 0]({ values, pairs, named });
  };
}

/** Those of an object that it has; undefined for anything else. */
const membersOf = (value: unknown): readonly (readonly [string, unknown])[] | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.entries(value).filter(([, one]) => one !== undefined)
    : undefined;
