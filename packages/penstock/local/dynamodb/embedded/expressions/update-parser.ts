import { type AttributeType, type AttributeValue, typeOf } from '../values/attribute.ts';
import { type PathOperand, parsePathOrValue } from './operands.ts';
import { type Path, parsePath, pathProblem } from './paths.ts';
import type { Scope } from './scope.ts';
import { type Cursor, readTokens } from './tokens.ts';

/** What an attribute is set to. */
export type UpdateValue =
  | PathOperand
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'sum'; readonly sign: '+' | '-'; readonly left: UpdateValue; readonly right: UpdateValue }
  | { readonly kind: 'if-not-exists'; readonly path: PathOperand; readonly otherwise: UpdateValue }
  | { readonly kind: 'list-append'; readonly left: UpdateValue; readonly right: UpdateValue };

export interface Update {
  readonly set: readonly { readonly path: Path; readonly value: UpdateValue }[];
  readonly remove: readonly Path[];
  readonly add: readonly { readonly path: Path; readonly value: AttributeValue }[];
  readonly delete: readonly { readonly path: Path; readonly value: AttributeValue }[];
}

/** @throws EngineError in the words of DynamoDB where the expression is no update */
export function parseUpdate(expression: string, scope: Scope): Update {
  const cursor = readTokens(expression, 'UpdateExpression');
  const source = { cursor, scope };
  const sections: { -readonly [name in keyof Update]?: Update[name] } = {};
  while (cursor.peek().kind !== 'end') {
    const name = cursor.peek().text.toLowerCase();
    if (!isSection(name)) throw cursor.unexpected();
    if (sections[name] !== undefined) {
      throw cursor.fail(`The "${name.toUpperCase()}" section can only be used once in an update expression;`);
    }
    cursor.next();
    if (name === 'set') sections.set = parseList(cursor, () => parseAssignment(source));
    else if (name === 'remove') sections.remove = parseList(cursor, () => parsePath(cursor, scope));
    else sections[name] = parseList(cursor, () => parseChange(source, name));
  }
  const update = { set: [], remove: [], add: [], delete: [], ...sections };
  const problem = pathProblem(pathsOf(update));
  if (problem !== undefined) throw cursor.fail(problem);
  return update;
}

/** The paths that an update changes. */
export function pathsOf(update: Update): readonly Path[] {
  return [...update.set, ...update.add, ...update.delete].map(({ path }) => path).concat(update.remove);
}

function isSection(name: string): name is keyof Update {
  return name === 'set' || name === 'remove' || name === 'add' || name === 'delete';
}

interface Source {
  readonly cursor: Cursor;
  readonly scope: Scope;
}

function parseList<T>(cursor: Cursor, parse: () => T): readonly T[] {
  const parsed = [parse()];
  while (cursor.take(',')) parsed.push(parse());
  return parsed;
}

function parseAssignment(source: Source) {
  const path = parsePath(source.cursor, source.scope);
  source.cursor.expect('=');
  const left = parseOperand(source);
  const sign = source.cursor.peek().text;
  if (sign !== '+' && sign !== '-') return { path, value: left };
  source.cursor.next();
  const right = parseOperand(source);
  for (const operand of [left, right]) requireType(source.cursor, sign, operand, 'N');
  return { path, value: { kind: 'sum', sign, left, right } as const };
}

function parseOperand(source: Source): UpdateValue {
  const { cursor, scope } = source;
  if (cursor.take('(')) return parseInParentheses(source);
  const { kind, text: name } = cursor.peek();
  if (kind !== 'word' || cursor.peek(1).text !== '(') return parsePathOrValue(cursor, scope) as UpdateValue;
  cursor.next();
  if (name !== 'if_not_exists' && name !== 'list_append') throw notAllowed(cursor, name);
  cursor.expect('(');
  const [left, right, ...more] = parseList(cursor, () => parseOperand(source));
  cursor.expect(')');
  if (left === undefined || right === undefined || more.length > 0) {
    const count = more.length + (right === undefined ? 1 : 2);
    throw cursor.fail(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${count}`,
    );
  }
  if (name === 'list_append') {
    for (const operand of [left, right]) requireType(cursor, name, operand, 'L');
    return { kind: 'list-append', left, right };
  }
  if (left.kind === 'path') return { kind: 'if-not-exists', path: left, otherwise: right };
  throw cursor.fail(`Operator or function requires a document path; operator or function: ${name}`);
}

function parseInParentheses(source: Source): UpdateValue {
  const operand = parseOperand(source);
  const sign = source.cursor.peek().text;
  if (sign !== '+' && sign !== '-') {
    source.cursor.expect(')');
    return operand;
  }
  source.cursor.next();
  const right = parseOperand(source);
  source.cursor.expect(')');
  for (const one of [operand, right]) requireType(source.cursor, sign, one, 'N');
  return { kind: 'sum', sign, left: operand, right };
}

const ofConditions: readonly string[] = [
  'attribute_exists',
  'attribute_not_exists',
  'attribute_type',
  'begins_with',
  'contains',
  'size',
];

function notAllowed(cursor: Cursor, name: string) {
  return ofConditions.includes(name)
    ? cursor.fail(`The function is not allowed in an update expression; function: ${name}`)
    : cursor.fail(`Invalid function name; function: ${name}`);
}

const longNames: Readonly<Record<AttributeType, string>> = {
  S: 'STRING',
  N: 'NUMBER',
  B: 'BINARY',
  BOOL: 'BOOLEAN',
  NULL: 'NULL',
  SS: 'STRING_SET',
  NS: 'NUMBER_SET',
  BS: 'BINARY_SET',
  L: 'LIST',
  M: 'MAP',
};
const sets: readonly AttributeType[] = ['SS', 'NS', 'BS'];

function parseChange({ cursor, scope }: Source, section: 'add' | 'delete') {
  const path = parsePath(cursor, scope);
  const operand = cursor.peek().kind === 'value' ? parsePathOrValue(cursor, scope) : undefined;
  if (operand?.kind !== 'value') throw cursor.unexpected();
  const type = typeOf(operand.value);
  if (sets.includes(type) || (section === 'add' && type === 'N')) return { path, value: operand.value };
  const name = section.toUpperCase();
  throw cursor.fail(
    `Incorrect operand type for operator or function; operator: ${name}, operand type: ${longNames[type]}, typeSet: ALLOWED_FOR_${name}_OPERAND`,
  );
}

function requireType(cursor: Cursor, operator: string, operand: UpdateValue, wanted: AttributeType): void {
  if (operand.kind !== 'value' || typeOf(operand.value) === wanted) return;
  throw cursor.fail(
    `Incorrect operand type for operator or function; operator or function: ${operator}, operand type: ${longNames[typeOf(operand.value)]}`,
  );
}
