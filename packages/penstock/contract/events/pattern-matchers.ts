import { isObject } from '../json.ts';

/** Whether any of the values at a field is one that is asked for. */
export type Matcher = (values: readonly unknown[]) => boolean;

type Refuse = (message: string) => void;
type Test = (value: unknown) => boolean;

/** A literal, or an object with one operator, e.g. `{ "prefix": "parcels." }`. */
export function matcherOf(field: string, expected: unknown, refuse: Refuse): Matcher {
  if (isObject(expected) && 'exists' in expected) {
    if (typeof expected.exists !== 'boolean' || Object.keys(expected).length > 1) {
      refuse(`exists takes true or false and stands alone, received ${JSON.stringify(expected)} (at ${field})`);
    }
    return (values) => values.length > 0 === (expected.exists === true);
  }
  const test = testOf(field, expected, refuse);
  return (values) => values.some(test);
}

function testOf(field: string, expected: unknown, refuse: Refuse): Test {
  if (Array.isArray(expected)) refuse(`a value is no list, received ${JSON.stringify(expected)} (at ${field})`);
  if (!isObject(expected)) return (value) => value === expected;
  const [operator = '', another] = Object.keys(expected);
  const known = Object.hasOwn(operators, operator) ? operators[operator] : undefined;
  if (known === undefined || another !== undefined) {
    refuse(`the local cloud does not match by ${JSON.stringify(expected)} (at ${field})`);
    return () => false;
  }
  const operand = expected[operator];
  if (!known.holds(operand)) {
    refuse(`${operator} takes ${known.takes}, received ${JSON.stringify(operand)} (at ${field})`);
    return () => false;
  }
  return known.build(operand, (inner) => testOf(field, inner, refuse));
}

interface Operator {
  readonly takes: string;
  readonly holds: (operand: unknown) => boolean;
  readonly build: (operand: unknown, inner: (expected: unknown) => Test) => Test;
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const isText = (operand: unknown) => typeof operand === 'string';
const isTextOrObject = (operand: unknown) =>
  isText(operand) || (isObject(operand) && isText(operand['equals-ignore-case']) && Object.keys(operand).length === 1);
const textOrCase = 'a text, or an object with equals-ignore-case';

const operators: Readonly<Record<string, Operator>> = {
  prefix: {
    takes: textOrCase,
    holds: isTextOrObject,
    build: (operand) => ignoringCase(operand, (text, end) => text.startsWith(end)),
  },
  suffix: {
    takes: textOrCase,
    holds: isTextOrObject,
    build: (operand) => ignoringCase(operand, (text, end) => text.endsWith(end)),
  },
  'equals-ignore-case': {
    takes: 'a text',
    holds: isText,
    build: (operand) => onText((text) => text.toLowerCase() === String(operand).toLowerCase()),
  },
  wildcard: {
    takes: 'a text',
    holds: isText,
    build: (operand) => {
      const expression = wildcardExpression(String(operand));
      return onText((text) => expression.test(text));
    },
  },
  // None of them may match, and the field must be there.
  'anything-but': {
    takes: 'a text or number, a list of them, or an object with one operator',
    holds: (operand) => (isObject(operand) ? Object.keys(operand).length === 1 : isLiterals(operand)),
    build: (operand, inner) => {
      const tests = exclusions(operand).map(inner);
      return (value) => tests.every((test) => !test(value));
    },
  },
  numeric: {
    takes: 'comparisons such as [">=", 1, "<", 10]',
    holds: isComparisons,
    build: (operand) => {
      const comparisons = pairs(asList(operand));
      return (value) => typeof value === 'number' && comparisons.every((holds) => holds(value));
    },
  },
};

function isLiterals(operand: unknown): boolean {
  const literals = asList(operand);
  return literals.length > 0 && literals.every((literal) => isText(literal) || typeof literal === 'number');
}

/** At the most a lower and an upper limit, or one number. */
function isComparisons(operand: unknown): boolean {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) return false;
  return operand.every((part, index) =>
    index % 2 === 0 ? Object.hasOwn(comparators, String(part)) : typeof part === 'number',
  );
}

function onText(test: (text: string) => boolean): Test {
  return (value) => typeof value === 'string' && test(value);
}

function ignoringCase(operand: unknown, test: (text: string, part: string) => boolean): Test {
  if (!isObject(operand)) return onText((text) => test(text, String(operand)));
  const part = String(operand['equals-ignore-case']).toLowerCase();
  return onText((text) => test(text.toLowerCase(), part));
}

/** `{ "prefix": ["a", "b"] }` excludes each of the list. */
function exclusions(operand: unknown): readonly unknown[] {
  if (!isObject(operand)) return asList(operand);
  return Object.entries(operand).flatMap(([operator, value]) => asList(value).map((item) => ({ [operator]: item })));
}

/** `*` is any number of characters, `\*` a star. */
function wildcardExpression(pattern: string): RegExp {
  const parts = pattern.match(/\\[*\\]|\*|[^*\\]+|\\/g) ?? [];
  const source = parts.map((part) => {
    if (part === '*') return '.*';
    return (part.length > 1 && part.startsWith('\\') ? part.slice(1) : part).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  });
  return new RegExp(`^${source.join('')}$`, 's');
}

const comparators: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '=': (a, b) => a === b,
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

/** `[">=", 1, "<", 10]` */
function pairs(operand: readonly unknown[]): readonly ((value: number) => boolean)[] {
  return operand.flatMap((part, index) => {
    const compare = index % 2 === 0 ? comparators[String(part)] : undefined;
    const limit = Number(operand[index + 1]);
    return compare === undefined ? [] : [(value: number) => compare(value, limit)];
  });
}
