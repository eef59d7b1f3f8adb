import { asArray, asStrings, isObject, type JsonObject } from '../../contract/json.ts';
import { resolve } from '../../contract/node.ts';
import type { Mending } from '../mending.ts';

/** A part of a path that is text and variables, which API Gateway has no place for: `{id}.json`, `{x},{y}`. */
export interface MixedSegment {
  readonly part: string;
  /** The texts around the variables: one more than those. */
  readonly texts: readonly string[];
  readonly names: readonly string[];
  /** The variable that the whole part becomes. */
  readonly name: string;
}

/** The parts of a path that mix the two; undefined where one can't be made a variable. */
export function mixedSegments(path: string): readonly MixedSegment[] | undefined {
  const found: MixedSegment[] = [];
  for (const part of path.split('/')) {
    if (!part.includes('{') || /^\{[^{}]*\}$/.test(part)) continue;
    const names = [...part.matchAll(/\{([A-Za-z0-9._$:-]+)\}/g)].map(([, name = '']) => name);
    const texts = part.split(/\{[A-Za-z0-9._$:-]+\}/);
    // What is behind a `#` or a `?` is no part of a path, and two variables in a row nobody can tell apart.
    const isClear = texts.every((text) => /^[\w.:~!$&'()*+,;=@-]*$/.test(text)) && texts.slice(1, -1).every(Boolean);
    if (names.length === 0 || !isClear) return undefined;
    found.push({ part, texts, names, name: names.join('_') });
  }
  return found;
}

/** Whether at a place of parameters all of the variables are described, or none. */
export const isTogether = ({ draft, source }: Mending, place: string, { names }: MixedSegment): boolean => {
  const described = asArray(draft.valueAt(`${place}/parameters`)).map((given) => resolved(source.root, given).name);
  const count = names.filter((name) => described.includes(name)).length;
  return count === 0 || count === names.length;
};

/** The parameters of the variables become that of the whole part, whose pattern has the texts: addresses stay what they are. */
export function describeWhole({ draft, source, finding: { rule } }: Mending, place: string, mixed: MixedSegment): void {
  const list = `${place}/parameters`;
  const all = asArray(draft.valueAt(list)).map((given) => resolved(source.root, given));
  const indexes = mixed.names.map((name) => all.findIndex((one) => one.in === 'path' && one.name === name));
  const [first = -1, ...others] = indexes;
  if (first < 0) return;
  const parts = indexes.map((index) => all[index] ?? {});
  const { examples: _, content: __, style: ___, explode: ____, example: _____, ...kept } = parts[0] ?? {};
  const schema = wholeSchema(source.root, mixed, parts);
  draft.set(`${list}/${first}`, { ...kept, name: mixed.name, schema }, { rule, review: true });
  for (const index of others) draft.remove(`${list}/${index}`, { rule });
}

function wholeSchema(root: JsonObject, { texts }: MixedSegment, parts: readonly JsonObject[]): JsonObject {
  const schemas = parts.map(({ schema }) => resolved(root, schema));
  const examples = parts.map(
    ({ example }, index) => example ?? schemas[index]?.example ?? exampleOf(schemas[index] ?? {}),
  );
  const body = schemas.map((schema, index) => {
    const end = texts[index + 1] ?? '';
    return `${patternOf(schema, index === schemas.length - 1 ? '' : end)}${escaped(end)}`;
  });
  const lengths = schemas.map(({ maxLength }) => (typeof maxLength === 'number' ? maxLength : 256));
  return {
    type: 'string',
    pattern: `^${escaped(texts[0] ?? '')}${body.join('')}$`,
    maxLength: [...lengths, texts.join('').length].reduce((sum, one) => sum + one, 0),
    ...(examples.every((one) => one !== undefined) && {
      example: `${texts[0] ?? ''}${examples.map((one, index) => `${String(one)}${texts[index + 1] ?? ''}`).join('')}`,
    }),
  };
}

/** What stands for a variable. Between two of them it ends where the text between them begins. */
function patternOf({ type, enum: listed, pattern }: JsonObject, next: string): string {
  if (type === 'integer') return '-?[0-9]+';
  if (listed !== undefined && asStrings(listed).length > 0) return `(${asStrings(listed).map(escaped).join('|')})`;
  const [, own] = typeof pattern === 'string' ? (/^\^([^()|]+)\$$/.exec(pattern) ?? []) : [];
  const [end = ''] = next;
  return own ?? (end === '' ? '.+' : `[^${end === '^' ? '\\^' : end}]+`);
}

function exampleOf({ type, enum: listed, pattern }: JsonObject): unknown {
  if (type === 'integer') return 1;
  if (asArray(listed).length > 0) return asArray(listed)[0];
  return pattern === undefined ? 'example' : undefined;
}

const escaped = (text: string): string => text.replaceAll(/[$()*+.?[\\\]^{|}/]/g, '\\$&');

function resolved(root: JsonObject, value: unknown): JsonObject {
  const found = resolve(root, { value, pointer: '' }).value;
  return isObject(found) ? found : {};
}
