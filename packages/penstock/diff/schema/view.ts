import { asObject, asStrings, isObject, type JsonObject } from '../../contract/json.ts';
import { child, items, members, type Node, resolve } from '../../contract/node.ts';

/** Sizes that a value may have; the lower ones are `min...`. */
export const bounds = {
  minimum: 'lower',
  exclusiveMinimum: 'lower',
  minLength: 'lower',
  minItems: 'lower',
  minProperties: 'lower',
  maximum: 'upper',
  exclusiveMaximum: 'upper',
  maxLength: 'upper',
  maxItems: 'upper',
  maxProperties: 'upper',
} as const;
export type Bound = keyof typeof bounds;

/** A schema with its references followed and its `allOf` laid together: what it says, by what is compared. */
export interface View {
  /** Where the first of its parts stands. */
  readonly node: Node;
  /** Tells schemas apart: a pair that is being compared need not be compared again inside itself. */
  readonly key: string;
  /** It is the schema `false`. */
  readonly takesNothing: boolean;
  /** Nothing for any type. */
  readonly types: ReadonlySet<string> | undefined;
  /** Of `enum` or `const`, as JSON; nothing for any value. */
  readonly values: ReadonlySet<string> | undefined;
  readonly bounds: Readonly<Partial<Record<Bound, number>>>;
  readonly unique: boolean;
  readonly multipleOf: number | undefined;
  readonly patterns: readonly string[];
  readonly formats: readonly string[];
  readonly byDefault: string | undefined;
  readonly properties: ReadonlyMap<string, readonly Node[]>;
  readonly required: ReadonlySet<string>;
  /** Whether members that are not listed are refused. */
  readonly closed: boolean;
  /** The schema of members that are not listed. */
  readonly additional: readonly Node[];
  readonly items: readonly Node[];
  readonly oneOf: readonly Node[];
  readonly anyOf: readonly Node[];
  /** The member that tells the alternatives apart. */
  readonly discriminator: string | undefined;
  /** Whatever else may refuse a value, as JSON. */
  readonly rest: string;
}

/** The view of several schemas that a value has to fit, all of them. */
export function viewOf(root: JsonObject, schemas: readonly Node[]): View {
  const parts = schemas.flatMap((schema) => partsOf(root, schema, []));
  const first = parts[0] ?? schemas[0] ?? { value: {}, pointer: '' };
  const written = parts.map(({ value }) => asObject(value));
  const every = (key: string) => parts.map((part) => child(part, key)).filter(({ value }) => value !== undefined);
  const given = (key: string) => every(key).map(({ value }) => value);
  return {
    node: first,
    key: (parts.length > 0 ? parts : schemas).map(({ pointer }) => pointer).join(' '),
    takesNothing: schemas.some(({ value }) => value === false),
    types: both(written.map(typesOf)),
    values: both(written.map(valuesOf)),
    bounds: boundsOf(written),
    unique: given('uniqueItems').includes(true),
    multipleOf: given('multipleOf').find((value) => typeof value === 'number'),
    patterns: asStrings(given('pattern')),
    formats: asStrings(given('format')),
    byDefault: given('default').map((value) => JSON.stringify(value))[0],
    properties: propertiesOf(parts),
    required: new Set(given('required').flatMap(asStrings)),
    closed: [...given('additionalProperties'), ...given('unevaluatedProperties')].includes(false),
    additional: every('additionalProperties').filter(({ value }) => Object.keys(asObject(value)).length > 0),
    items: every('items').filter(({ value }) => isObject(value) || value === false),
    oneOf: every('oneOf').flatMap(items),
    anyOf: every('anyOf').flatMap(items),
    discriminator: asStrings(given('discriminator').map((one) => asObject(one).propertyName))[0],
    rest: JSON.stringify(written.map(restOf).filter((rest) => rest !== '{}')),
  };
}

/** A schema, what it refers to, and the members of its `allOf`, each without the others. */
function partsOf(root: JsonObject, schema: Node, above: readonly string[]): readonly Node[] {
  if (!isObject(schema.value) || above.includes(schema.pointer)) return [];
  const trail = [...above, schema.pointer];
  const led = typeof schema.value.$ref === 'string' ? resolve(root, schema) : undefined;
  const referred = led === undefined || led.pointer === schema.pointer ? [] : partsOf(root, led, trail);
  const own = Object.keys(schema.value).some((key) => key !== '$ref' && key !== 'description') ? [schema] : [];
  const all = items(child(schema, 'allOf')).flatMap((part) => partsOf(root, part, trail));
  return [...referred, ...own, ...all];
}

function typesOf({ type, nullable }: JsonObject): ReadonlySet<string> | undefined {
  const names = typeof type === 'string' ? [type] : asStrings(type);
  if (names.length === 0) return undefined;
  const whole = names.flatMap((name) => (name === 'number' ? ['number', 'integer'] : [name]));
  return new Set(nullable === true ? [...whole, 'null'] : whole);
}

function valuesOf(schema: JsonObject): ReadonlySet<string> | undefined {
  const values = Object.hasOwn(schema, 'const') ? [schema.const] : schema.enum;
  return Array.isArray(values) ? new Set(values.map((value) => JSON.stringify(value))) : undefined;
}

/** What all that say something allow. */
function both(sets: readonly (ReadonlySet<string> | undefined)[]): ReadonlySet<string> | undefined {
  const [first, ...rest] = sets.filter((set) => set !== undefined);
  return first && new Set([...first].filter((one) => rest.every((set) => set.has(one))));
}

function boundsOf(written: readonly JsonObject[]): View['bounds'] {
  const entries = Object.entries(bounds).flatMap(([bound, kind]) => {
    const numbers = written.map((schema) => schema[bound]).filter((value) => typeof value === 'number');
    return numbers.length === 0 ? [] : [[bound, kind === 'lower' ? Math.max(...numbers) : Math.min(...numbers)]];
  });
  return Object.fromEntries(entries);
}

function propertiesOf(parts: readonly Node[]): ReadonlyMap<string, readonly Node[]> {
  const all = parts.flatMap((part) => members(child(part, 'properties')));
  return new Map([...Map.groupBy(all, ([name]) => name)].map(([name, nodes]) => [name, nodes.map(([, node]) => node)]));
}

const others = ['not', 'if', 'then', 'else', 'contains', 'minContains', 'maxContains', 'prefixItems', 'propertyNames'];
const more = ['patternProperties', 'dependentRequired', 'dependentSchemas', 'unevaluatedItems', 'contentEncoding'];

function restOf(schema: JsonObject): string {
  const kept = [...others, ...more].filter((key) => Object.hasOwn(schema, key));
  return JSON.stringify(Object.fromEntries(kept.map((key) => [key, schema[key]])));
}

/** Whether a property is only ever sent by the server, or only by the client. */
export function isOnly(flag: 'readOnly' | 'writeOnly', root: JsonObject, schemas: readonly Node[]): boolean {
  return schemas.some((schema) => partsOf(root, schema, []).some(({ value }) => asObject(value)[flag] === true));
}

export const without = (some: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> =>
  new Set([...some].filter((one) => !others.has(one)));

export const list = (values: Iterable<string>): string => [...values].join(', ');
