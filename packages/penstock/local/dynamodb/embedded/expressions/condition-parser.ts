import { typeOf } from '../values/attribute.ts';
import { compare, isOrdered } from '../values/compare.ts';
import { type ConditionFunction, parseFunction, parseSize } from './condition-functions.ts';
import { type Operand, parsePathOrValue } from './operands.ts';
import { isSamePath, showPath } from './paths.ts';
import type { Scope } from './scope.ts';
import { type Cursor, readTokens } from './tokens.ts';

export type Comparator = '=' | '<>' | '<' | '<=' | '>' | '>=';

export type Condition =
  | { readonly kind: 'and' | 'or'; readonly left: Condition; readonly right: Condition }
  | { readonly kind: 'not' | 'group'; readonly of: Condition }
  | { readonly kind: 'compare'; readonly by: Comparator; readonly left: Operand; readonly right: Operand }
  | { readonly kind: 'between'; readonly operand: Operand; readonly low: Operand; readonly high: Operand }
  | { readonly kind: 'in'; readonly operand: Operand; readonly among: readonly Operand[] }
  | ConditionFunction;

/** @throws EngineError in the words of DynamoDB where the expression is no condition */
export function parseCondition(expression: string, parameter: string, scope: Scope): Condition {
  const cursor = readTokens(expression, parameter);
  const condition = parseOr({ cursor, scope });
  if (cursor.peek().kind !== 'end') throw cursor.unexpected();
  return condition;
}

interface Source {
  readonly cursor: Cursor;
  readonly scope: Scope;
}

function parseOr(source: Source): Condition {
  let left = parseAnd(source);
  while (source.cursor.take('OR')) left = { kind: 'or', left, right: parseAnd(source) };
  return left;
}

function parseAnd(source: Source): Condition {
  let left = parseNot(source);
  while (source.cursor.take('AND')) left = { kind: 'and', left, right: parseNot(source) };
  return left;
}

function parseNot(source: Source): Condition {
  if (source.cursor.take('NOT')) return { kind: 'not', of: parseNot(source) };
  return source.cursor.take('(') ? parseInParentheses(source) : parsePrimary(source);
}

function parseInParentheses(source: Source): Condition {
  const of = parseOr(source);
  source.cursor.expect(')');
  if (of.kind === 'group') throw source.cursor.fail('The expression has redundant parentheses;');
  return { kind: 'group', of };
}

function parsePrimary(source: Source): Condition {
  const { cursor, scope } = source;
  const { kind, text } = cursor.peek();
  const isCall = kind === 'word' && cursor.peek(1).text === '(';
  if (isCall && text !== 'size') return parseFunction(cursor, scope);
  const operand = parseOperand(source);
  if (cursor.take('BETWEEN')) return parseBetween(source, operand);
  if (cursor.take('IN')) return parseIn(source, operand);
  return parseComparison(source, operand);
}

const comparators: readonly string[] = ['=', '<>', '<', '<=', '>', '>='] satisfies Comparator[];

function parseComparison(source: Source, left: Operand): Condition {
  const { cursor } = source;
  const { text } = cursor.peek();
  if (!comparators.includes(text)) {
    if (left.kind !== 'size') throw cursor.unexpected();
    throw cursor.fail('The function is not allowed to be used this way in an expression; function: size');
  }
  cursor.next();
  const right = parseOperand(source);
  const by = text as Comparator;
  for (const operand of [left, right]) {
    if (by !== '=' && by !== '<>') requireOrdered(cursor, by, operand);
  }
  requireDistinct(cursor, by, left, right);
  return { kind: 'compare', by, left, right };
}

function parseBetween(source: Source, operand: Operand): Condition {
  const { cursor } = source;
  const low = parseOperand(source);
  cursor.expect('AND');
  const high = parseOperand(source);
  for (const bound of [operand, low, high]) requireOrdered(cursor, 'BETWEEN', bound);
  if (low.kind === 'value' && high.kind === 'value') {
    const order = compare(low.value, high.value);
    const shown = `lower bound operand: AttributeValue: ${show(low)}, upper bound operand: AttributeValue: ${show(high)}`;
    if (order === undefined) {
      throw cursor.fail(`The BETWEEN operator requires same data type for lower and upper bounds; ${shown}`);
    }
    if (order > 0) {
      throw cursor.fail(
        `The BETWEEN operator requires upper bound to be greater than or equal to lower bound; ${shown}`,
      );
    }
  }
  return { kind: 'between', operand, low, high };
}

function parseIn(source: Source, operand: Operand): Condition {
  const { cursor } = source;
  cursor.expect('(');
  const among = [parseOperand(source)];
  while (cursor.take(',')) among.push(parseOperand(source));
  cursor.expect(')');
  for (const other of among) requireDistinct(cursor, 'IN', operand, other);
  return { kind: 'in', operand, among };
}

function parseOperand({ cursor, scope }: Source): Operand {
  const isSize = cursor.peek().text === 'size' && cursor.peek(1).text === '(';
  return isSize ? parseSize(cursor, scope) : parsePathOrValue(cursor, scope);
}

function requireOrdered(cursor: Cursor, operator: string, operand: Operand): void {
  if (operand.kind !== 'value' || isOrdered(operand.value)) return;
  throw cursor.fail(
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${typeOf(operand.value)}`,
  );
}

function requireDistinct(cursor: Cursor, operator: string, first: Operand, other: Operand): void {
  if (first.kind !== 'path' || other.kind !== 'path' || !isSamePath(first.path, other.path)) return;
  throw cursor.fail(
    'The first operand must be distinct from the remaining operands for this operator or function; ' +
      `operator: ${operator}, first operand: ${showPath(first.path)}`,
  );
}

function show({ value }: Extract<Operand, { kind: 'value' }>): string {
  return `{${typeOf(value)}:${Object.values(value)[0]}}`;
}
