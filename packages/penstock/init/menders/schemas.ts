import { asArray, asObject, type JsonObject } from '../../contract/json.ts';
import { resolve, segmentsOf } from '../../contract/node.ts';
import type { ContractDraft } from '../draft.ts';
import { above, type Mender, type Mending } from '../mending.ts';
import { aloneAt, aloneInRequests, type Compositions, compositionsOf, isComposed, wholesOf } from './compositions.ts';

const self = '/components/schemas/AnyValue';

/** Any JSON, bounded: what a contract allows that says nothing of a value. */
const anySchema = {
  description: 'Any JSON, within bounds.',
  type: ['object', 'array', 'string', 'number', 'boolean', 'null'],
  maxLength: 4096,
  minimum: -1e15,
  maximum: 1e15,
  maxItems: 1000,
  items: { $ref: `#${self}` },
  maxProperties: 100,
  additionalProperties: { $ref: `#${self}` },
};

/** The reference to it; it is written where nothing else has. */
export function anyValue(draft: ContractDraft, rule: string): string {
  if (draft.valueAt(self) === undefined) draft.set(self, anySchema, { rule, review: true });
  return `#${self}`;
}

/** Whole numbers by their format; others as far as JSON carries whole numbers. */
const ranges: Readonly<Record<string, readonly [number, number]>> = {
  int32: [-2_147_483_648, 2_147_483_647],
  number: [-1e15, 1e15],
};
const whole = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER] as const;

/** Characters, by the format of the text. */
const lengths: Readonly<Record<string, number>> = {
  email: 254,
  uri: 2048,
  'date-time': 64,
  hostname: 253,
  byte: 65_536,
  binary: 4_000_000,
};

/** Bounds so wide that they refuse hardly anything, for somebody to narrow. */
export const bounded: Mender = ({ draft, finding: { path, rule, message } }) => {
  const [, missing] = /to have (\w+), received none$/.exec(message) ?? [];
  const schema = asObject(draft.valueAt(path));
  if (missing !== undefined) draft.set(`${path}/${missing}`, boundOf(missing, schema), { rule, review: true });
  else if (message.startsWith('expected a type,')) untyped(draft, path, schema, rule);
};

function boundOf(keyword: string, schema: JsonObject): number {
  const { format, type } = schema;
  if (keyword === 'maxLength') return Math.max(lengths[String(format)] ?? 1024, Number(schema.minLength ?? 0));
  if (keyword === 'maxItems') return Math.max(100, Number(schema.minItems ?? 0));
  if (keyword === 'maxProperties') return Math.max(100, Number(schema.minProperties ?? 0));
  const [low, high] = ranges[String(format)] ?? (type === 'number' ? (ranges.number ?? whole) : whole);
  return keyword === 'minimum' ? low : high;
}

/** A schema that names members is meant for an object; one that says nothing is meant for anything. */
function untyped(draft: ContractDraft, path: string, schema: JsonObject, rule: string): void {
  const says = Object.keys(schema).filter((name) => !['description', 'title', 'example', 'examples'].includes(name));
  const type = typeOf(says);
  if (type !== undefined) draft.set(`${path}/type`, type, { rule, review: true });
  else draft.set(path, { $ref: anyValue(draft, rule) }, { rule, review: true });
}

function typeOf(says: readonly string[]): string | undefined {
  if (says.some((name) => ['additionalProperties', 'minProperties', 'maxProperties'].includes(name))) return 'object';
  if (says.some((name) => ['items', 'minItems', 'maxItems', 'uniqueItems'].includes(name))) return 'array';
  if (says.some((name) => ['maxLength', 'minLength', 'pattern', 'format'].includes(name))) return 'string';
  return says.some((name) => ['minimum', 'maximum', 'multipleOf'].includes(name)) ? 'number' : undefined;
}

/**
 * An object of a request takes what is named. What is composed is closed as a whole: a part that took anything would have
 * the whole take anything too. Where a part stands alone as well, it stays open within a bound.
 */
export const closedBody: Mender = ({ draft, source, finding: { path, rule } }) => {
  const schema = asObject(draft.valueAt(path));
  const described = asObject(schema.properties);
  const requiresOthers = asArray(schema.required).some((name) => !Object.hasOwn(described, String(name)));
  const compositions = compositionsOf(source.root);
  const isPart = compositions.has(path);
  const open = (isPart ? wholesOf(compositions, path) : []).filter((whole) => !isClosed(draft.valueAt(whole)));
  if (open.length > 0) {
    for (const whole of open) draft.set(`${whole}/unevaluatedProperties`, false, { rule, review: true });
  } else if (isPart && isClosedThisRound(draft, source.root, compositions, path)) return;
  else if (requiresOthers && !Array.isArray(schema.allOf)) leaveOpen(draft, path, schema, rule);
  else if (hasParts(schema)) draft.set(`${path}/unevaluatedProperties`, false, { rule, review: true });
  else if (schema.additionalProperties === true) leaveOpen(draft, path, schema, rule);
  else if (isPart || isComposed(source.root, path)) closeAlone({ draft, source, path, schema, rule });
  else draft.set(`${path}/additionalProperties`, false, { rule, review: true });
};

/** `additionalProperties` refuses what only the parts describe (JSON Schema 2020-12, 10.3.2.3). */
const hasParts = (schema: JsonObject): boolean =>
  ['$ref', 'allOf', 'oneOf', 'anyOf', 'then', 'else', 'dependentSchemas'].some((name) => schema[name] !== undefined);

interface Alone extends Pick<Mending, 'draft' | 'source'> {
  readonly path: string;
  readonly schema: JsonObject;
  readonly rule: string;
}

/** What is a part elsewhere stays open there. */
function closeAlone({ draft, source, path, schema, rule }: Alone): void {
  const open = aloneInRequests(source.root, path).filter((at) => !isClosed(draft.valueAt(at)));
  for (const at of open) draft.set(`${at}/unevaluatedProperties`, false, { rule, review: true });
  if (open.length === 0) leaveOpen(draft, path, schema, rule);
}

const isClosed = (schema: unknown): boolean => asObject(schema).unevaluatedProperties === false;

/** The finding is from before its whole was closed: it may be gone when it is looked for again. */
const isClosedThisRound = (draft: ContractDraft, root: JsonObject, compositions: Compositions, path: string): boolean =>
  wholesOf(compositions, path).some((whole) => {
    const before = resolve(root, { value: { $ref: `#${whole}` }, pointer: '' }).value;
    return !isClosed(before) && isClosed(draft.valueAt(whole));
  });

function leaveOpen(draft: ContractDraft, path: string, schema: JsonObject, rule: string): void {
  if (schema.additionalProperties !== true) draft.set(`${path}/additionalProperties`, true, { rule, review: true });
  if (schema.maxProperties === undefined) draft.set(`${path}/maxProperties`, 100, { rule, review: true });
}

/** A keyword that no validator knows, or whose value none can use, is kept as an extension. */
export const schema: Mender = ({ draft, finding: { path, rule, message } }) => {
  const [, unknown] = /^expected a keyword of JSON Schema 2020-12, received "(.+)"$/.exec(message) ?? [];
  const [, name] = /\/(exclusiveMinimum|exclusiveMaximum|pattern)$/.exec(path) ?? [];
  const value = draft.valueAt(path);
  if (name !== undefined && typeof value === 'boolean') exclusive(draft, path, name, value, rule);
  else if (path.endsWith('/required') && typeof value === 'boolean') requiredByItself(draft, path, value, rule);
  else if (path.endsWith('/type') && message.startsWith('expected one of array, boolean,'))
    typeByOtherName(draft, path, rule);
  else if (message.startsWith('expected a value that does not have duplicate items'))
    draft.set(path, [...new Map(asArray(value).map((one) => [JSON.stringify(one), one])).values()], { rule });
  else if (/\/properties\/[^/]+$/.test(path) && message.startsWith('expected an object or a boolean'))
    draft.remove(path, { rule });
  else if (unknown !== undefined || (name === 'pattern' && message.startsWith('expected a regular expression'))) {
    draft.remove(path, { rule });
    draft.set(`${above(path)}/x-${(unknown ?? 'pattern').toLowerCase()}`, value, { rule, review: name === 'pattern' });
  }
};

/** What types are called elsewhere. */
const otherNames: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'].map((one) => [one, one])),
  ...Object.fromEntries(
    [
      'str',
      'text',
      'char',
      'uuid',
      'date',
      'datetime',
      'date-time',
      'timestamp',
      'time',
      'email',
      'uri',
      'url',
      'file',
    ].map((one) => [one, 'string']),
  ),
  ...Object.fromEntries(['int', 'int32', 'int64', 'long', 'short'].map((one) => [one, 'integer'])),
  ...Object.fromEntries(['float', 'double', 'decimal'].map((one) => [one, 'number'])),
  ...Object.fromEntries(['map', 'dict', 'json'].map((one) => [one, 'object'])),
  bool: 'boolean',
  list: 'array',
};

/** A type that is none says nothing: what else is said of the value tells it. */
function typeByOtherName(draft: ContractDraft, path: string, rule: string): void {
  const value = draft.valueAt(path);
  const name = String(value).toLowerCase();
  if (Object.hasOwn(otherNames, name)) draft.set(path, otherNames[name], { rule, review: true });
  else if (typeof value === 'string') {
    draft.remove(path, { rule });
    draft.set(`${above(path)}/x-type`, value, { rule });
  }
}

/** As JSON Schema had it until draft 4: a member says it, where its object lists those that are. */
function requiredByItself(draft: ContractDraft, path: string, isRequired: boolean, rule: string): void {
  const [, holder, name] = /^(.*)\/properties\/([^/]+)\/required$/.exec(path) ?? [];
  draft.remove(path, { rule });
  if (!isRequired || holder === undefined || name === undefined) return;
  const listed = asArray(draft.valueAt(`${holder}/required`));
  const [own = name] = segmentsOf(`/${name}`);
  draft.set(`${holder}/required`, [...new Set([...listed, own])], { rule, review: true });
}

/** As OpenAPI 3.0 has them: beside the bound, which they take the place of. */
function exclusive(draft: ContractDraft, path: string, name: string, isExclusive: boolean, rule: string): void {
  const inclusive = `${above(path)}/${name === 'exclusiveMinimum' ? 'minimum' : 'maximum'}`;
  const bound = draft.valueAt(inclusive);
  draft.remove(path, { rule });
  if (isExclusive && typeof bound === 'number') draft.set(path, bound, { rule });
}

/** What is required and can't be there is not asked for; bounds that leave no room are guessed anew. */
export const contradiction: Mender = ({ draft, source, finding: { path, rule, message } }) => {
  const [, absent] = /^expected required members that the closed object describes, received (.+)$/s.exec(message) ?? [];
  const [, lower, upper] = /^expected (\w+) to be at most (\w+), received/.exec(message) ?? [];
  const [, part] = /, which the closed part (\S+) refuses$/s.exec(message) ?? [];
  if (part !== undefined) closeAsWhole({ draft, source, path, part, rule });
  else if (absent !== undefined) {
    const names = new Set(absent.split(', '));
    const kept = asArray(draft.valueAt(path)).filter((name) => name !== absent && !names.has(String(name)));
    draft.set(path, kept, { rule, review: true });
  } else if (message.startsWith('expected bounds that a text of format')) {
    // Who counted the characters has seen one; a format is written from memory.
    draft.remove(`${above(path)}/format`, { rule });
  } else if (lower !== undefined) {
    for (const name of [lower, upper]) draft.remove(`${above(path)}/${name}`, { rule });
  }
};

interface Whole extends Pick<Mending, 'draft' | 'source'> {
  readonly path: string;
  readonly part: string;
  readonly rule: string;
}

/** A part takes what the others describe, and the whole no more than they all do; alone it is as closed as it was. */
function closeAsWhole({ draft, source: { root }, path, part, rule }: Whole): void {
  const close = (at: string): void => {
    if (!isClosed(draft.valueAt(at))) draft.set(`${at}/unevaluatedProperties`, false, { rule, review: true });
  };
  for (const keyword of ['additionalProperties', 'unevaluatedProperties'])
    if (draft.valueAt(`${part}/${keyword}`) === false) draft.remove(`${part}/${keyword}`, { rule });
  if (!isComposed(root, path)) close(path);
  for (const at of aloneAt(root, part)) if (at !== path) close(at);
}

export const wholeNumber: Mender = ({ draft, finding: { path, rule } }) => {
  const value = Number(draft.valueAt(path));
  draft.set(path, value < 0 ? Number.MIN_SAFE_INTEGER : Number.MAX_SAFE_INTEGER, { rule, review: true });
};
