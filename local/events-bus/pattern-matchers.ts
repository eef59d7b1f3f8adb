import { isObject, list, number } from '../json.ts';

/** Whether any of the values at a field is one that is asked for. */
export type Matcher = (values: readonly unknown[]) => boolean;

type Refuse = (message: string) => void;
type Test = (value: unknown) => boolean;

/** A literal, or an object with one operator, e.g. `{ "prefix": "orders." }`. */
export function matcherOf(field: string, expected: unknown, refuse: Refuse): Matcher {
  if (isObject(expected) && 'exists' in expected) {
    return (values) => values.length > 0 === (expected.exists === true);
  }
  const test = testOf(field, expected, refuse);
  return (values) => values.some(test);
}

function testOf(field: string, expected: unknown, refuse: Refuse): Test {
  if (!isObject(expected)) return (value) => value === expected;
  const [operator = '', another] = Object.keys(expected);
  const build = operators[operator];
  if (build === undefined || another !== undefined) {
    refuse(`the local cloud does not match by ${JSON.stringify(expected)} (at ${field})`);
    return () => false;
  }
  return build(expected[operator], (inner) => testOf(field, inner, refuse));
}

const operators: Readonly<Record<string, (operand: unknown, inner: (expected: unknown) => Test) => Test>> = {
  prefix: (operand, inner) => ignoringCase(operand, inner, 'prefix', (text, end) => text.startsWith(end)),
  suffix: (operand, inner) => ignoringCase(operand, inner, 'suffix', (text, end) => text.endsWith(end)),
  'equals-ignore-case': (operand) => onText((text) => text.toLowerCase() === String(operand).toLowerCase()),
  wildcard: (operand) => {
    const expression = wildcardExpression(String(operand));
    return onText((text) => expression.test(text));
  },
  // A list of values, one value, or an operator on values: none of them may match, and the field must be there.
  'anything-but': (operand, inner) => {
    const tests = exclusions(operand).map(inner);
    return (value) => tests.every((test) => !test(value));
  },
  numeric: (operand) => {
    const comparisons = pairs(list(operand));
    return (value) => typeof value === 'number' && comparisons.every((holds) => holds(value));
  },
};

function onText(test: (text: string) => boolean): Test {
  return (value) => typeof value === 'string' && test(value);
}

function ignoringCase(
  operand: unknown,
  inner: (expected: unknown) => Test,
  operator: string,
  test: (text: string, part: string) => boolean,
): Test {
  if (!isObject(operand)) return onText((text) => test(text, String(operand)));
  const part = operand['equals-ignore-case'];
  if (typeof part !== 'string') return inner({ [operator]: '', ...operand });
  return onText((text) => test(text.toLowerCase(), part.toLowerCase()));
}

/** `{ "prefix": ["a", "b"] }` excludes each of the list. */
function exclusions(operand: unknown): readonly unknown[] {
  if (!isObject(operand)) return list(operand);
  return Object.entries(operand).flatMap(([operator, value]) => list(value).map((item) => ({ [operator]: item })));
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
  const found: ((value: number) => boolean)[] = [];
  for (let index = 0; index + 1 < operand.length; index += 2) {
    const compare = comparators[String(operand[index])];
    const limit = number(operand[index + 1]);
    found.push(compare === undefined || limit === undefined ? () => false : (value) => compare(value, limit));
  }
  return found;
}
