import { nestsRepetitions } from './nested-repetition.ts';

/** How generated code finds a rule broken, and what it says then. */
export interface Broken {
  /** An expression that is true for a value that breaks the rule. */
  readonly when: string;
  readonly detail: string;
}

/** A rule of protovalidate as code; `value` is an expression. Throws a RangeError with what of its parameter cannot be. */
type Compile = (value: string, parameter: unknown) => Broken;

type Rules = Readonly<Record<string, Compile>>;

const text = (parameter: unknown): string => JSON.stringify(String(parameter));
const plural = (count: unknown, noun: string): string => `${count} ${noun}${Number(count) === 1 ? '' : 's'}`;
const SHOWN = 12;

function listed(values: readonly unknown[]): string {
  const shown = values.slice(0, SHOWN).map(String).join(', ');
  return values.length > SHOWN ? `${shown}, ... (${values.length} values)` : shown;
}

const asList = (parameter: unknown): readonly unknown[] => (Array.isArray(parameter) ? parameter : [parameter]);

/** `const`, `in` and `not_in`, for values that `literal` writes. */
const membership = (literal: (parameter: unknown) => string): Rules => ({
  const: (value, parameter) => ({
    when: `${value} !== ${literal(parameter)}`,
    detail: `must be ${String(parameter)}`,
  }),
  in: (value, parameter) => ({
    when: `![${asList(parameter).map(literal).join(', ')}].includes(${value})`,
    detail: `must be one of ${listed(asList(parameter))}`,
  }),
  notIn: (value, parameter) => ({
    when: `[${asList(parameter).map(literal).join(', ')}].includes(${value})`,
    detail: `must not be one of ${listed(asList(parameter))}`,
  }),
});

/** By negation, so that a NaN breaks each of them. */
const bounds = (literal: (parameter: unknown) => string): Rules => ({
  lt: (value, limit) => ({ when: `!(${value} < ${literal(limit)})`, detail: `must be less than ${limit}` }),
  lte: (value, limit) => ({ when: `!(${value} <= ${literal(limit)})`, detail: `must be ${limit} or less` }),
  gt: (value, limit) => ({ when: `!(${value} > ${literal(limit)})`, detail: `must be more than ${limit}` }),
  gte: (value, limit) => ({ when: `!(${value} >= ${literal(limit)})`, detail: `must be ${limit} or more` }),
});

const size = (measure: (value: string) => string, noun: string, names: readonly [string, string, string]): Rules => ({
  [names[0]]: (value, count) => ({
    when: `${measure(value)} !== ${count}`,
    detail: `must have ${plural(count, noun)}`,
  }),
  [names[1]]: (value, count) => ({
    when: `${measure(value)} < ${count}`,
    detail: `must have ${plural(count, noun)} or more`,
  }),
  [names[2]]: (value, count) => ({
    when: `${measure(value)} > ${count}`,
    detail: `must have ${plural(count, noun)} or fewer`,
  }),
});

const asNumber = (parameter: unknown): string => String(Number(parameter));
const asBigInt = (parameter: unknown): string => `${BigInt(String(parameter))}n`;
const numbers: Rules = { ...membership(asNumber), ...bounds(asNumber) };
const bigints: Rules = { ...membership(asBigInt), ...bounds(asBigInt) };
const floats: Rules = {
  ...numbers,
  finite: (value) => ({ when: `!Number.isFinite(${value})`, detail: 'must be finite' }),
};

const UUID = '^[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$';

/** RE2's patterns, of which those that JavaScript reads the same way are taken; a length in characters is one in code points. */
const strings: Rules = {
  ...membership(text),
  ...size((value) => `[...${value}].length`, 'character', ['len', 'minLen', 'maxLen']),
  ...size((value) => `Buffer.byteLength(${value})`, 'byte', ['lenBytes', 'minBytes', 'maxBytes']),
  pattern: (value, pattern) => ({
    when: `!${regularExpression(String(pattern))}.test(${value})`,
    detail: `must match ${pattern}`,
  }),
  prefix: (value, part) => ({ when: `!${value}.startsWith(${text(part)})`, detail: `must begin with ${part}` }),
  suffix: (value, part) => ({ when: `!${value}.endsWith(${text(part)})`, detail: `must end with ${part}` }),
  contains: (value, part) => ({ when: `!${value}.includes(${text(part)})`, detail: `must contain ${part}` }),
  notContains: (value, part) => ({ when: `${value}.includes(${text(part)})`, detail: `must not contain ${part}` }),
  uuid: (value) => ({ when: `!/${UUID}/.test(${value})`, detail: 'must be a valid uuid' }),
};

function regularExpression(pattern: string): string {
  let compiled: RegExp;
  try {
    compiled = new RegExp(pattern, 'u');
  } catch (error) {
    throw new RangeError(`a pattern that JavaScript does not read (${(error as Error).message})`);
  }
  if (nestsRepetitions(pattern))
    throw new RangeError('a repetition inside a repeated group, whose time grows without bound');
  return String(compiled);
}

const bytes: Rules = size((value) => `${value}.length`, 'byte', ['len', 'minLen', 'maxLen']);

const repeated: Rules = {
  ...size((value) => `${value}.length`, 'item', ['', 'minItems', 'maxItems']),
  unique: (value) => ({ when: `new Set(${value}).size < ${value}.length`, detail: 'must not hold an item twice' }),
};

const maps: Rules = size((value) => `Object.keys(${value}).length`, 'entry', ['', 'minPairs', 'maxPairs']);

/** By the kind of field, then by rule, both as their JSON names them: what is not here is refused. */
export const supported: Readonly<Record<string, Rules>> = {
  string: strings,
  bytes,
  bool: { const: membership(String).const as Compile },
  float: floats,
  double: floats,
  int32: numbers,
  uint32: numbers,
  sint32: numbers,
  fixed32: numbers,
  sfixed32: numbers,
  int64: bigints,
  uint64: bigints,
  sint64: bigints,
  fixed64: bigints,
  sfixed64: bigints,
  // Whether a number is defined, the type of the field knows: see `enumChecks`.
  enum: membership(asNumber),
  repeated,
  map: maps,
};
