import { type AttributeType, typeOf } from '../values/attribute.ts';
import { type Operand, type PathOperand, parsePathOrValue } from './operands.ts';
import { isSamePath, showPath } from './paths.ts';
import type { Scope } from './scope.ts';
import type { Cursor } from './tokens.ts';

export type ConditionFunction =
  | { readonly kind: 'exists'; readonly path: PathOperand; readonly wanted: boolean }
  | { readonly kind: 'type'; readonly path: PathOperand; readonly type: AttributeType }
  | { readonly kind: 'begins-with' | 'contains'; readonly operand: Operand; readonly other: Operand };

const operandCounts: Readonly<Record<string, number>> = {
  attribute_exists: 1,
  attribute_not_exists: 1,
  attribute_type: 2,
  begins_with: 2,
  contains: 2,
};
const types: readonly string[] = ['B', 'NULL', 'SS', 'BOOL', 'L', 'BS', 'N', 'NS', 'S', 'M'] satisfies AttributeType[];

/** @throws EngineError where it is no function of conditions, or its operands are not those that it takes */
export function parseFunction(cursor: Cursor, scope: Scope): ConditionFunction {
  const name = cursor.next().text;
  if (name === 'if_not_exists' || name === 'list_append') {
    throw cursor.fail(`The function is not allowed in a condition expression; function: ${name}`);
  }
  const wanted = operandCounts[name];
  if (wanted === undefined) throw cursor.fail(`Invalid function name; function: ${name}`);
  const operands = parseOperands(cursor, scope);
  const [first, second] = operands;
  if (first === undefined || operands.length !== wanted) {
    throw cursor.fail(
      `Incorrect number of operands for operator or function; operator or function: ${name}, number of operands: ${operands.length}`,
    );
  }
  if (second === undefined) {
    return { kind: 'exists', path: pathOf(cursor, name, first), wanted: name === 'attribute_exists' };
  }
  if (name === 'attribute_type')
    return { kind: 'type', path: pathOf(cursor, name, first), type: typeName(cursor, second) };
  if (name === 'begins_with') for (const operand of operands) requireType(cursor, name, operand, ['S', 'B']);
  if (first.kind === 'path' && second.kind === 'path' && isSamePath(first.path, second.path)) {
    throw cursor.fail(
      'The first operand must be distinct from the remaining operands for this operator or function; ' +
        `operator: ${name}, first operand: ${showPath(first.path)}`,
    );
  }
  return { kind: name === 'contains' ? 'contains' : 'begins-with', operand: first, other: second };
}

/** @throws EngineError where what follows is not `size` of one path or value that has a size */
export function parseSize(cursor: Cursor, scope: Scope): Operand {
  cursor.next();
  const [of, ...more] = parseOperands(cursor, scope);
  if (of === undefined || more.length > 0) {
    throw cursor.fail(
      `Incorrect number of operands for operator or function; operator or function: size, number of operands: ${more.length + 1}`,
    );
  }
  requireType(cursor, 'size', of, ['S', 'B', 'SS', 'NS', 'BS', 'L', 'M']);
  return { kind: 'size', of };
}

function parseOperands(cursor: Cursor, scope: Scope): readonly Operand[] {
  cursor.expect('(');
  const operandOf = () =>
    cursor.peek().text === 'size' && cursor.peek(1).text === '('
      ? parseSize(cursor, scope)
      : parsePathOrValue(cursor, scope);
  const operands = [operandOf()];
  while (cursor.take(',')) operands.push(operandOf());
  cursor.expect(')');
  return operands;
}

function pathOf(cursor: Cursor, name: string, operand: Operand): PathOperand {
  if (operand.kind === 'path') return operand;
  throw cursor.fail(`Operator or function requires a document path; operator or function: ${name}`);
}

function typeName(cursor: Cursor, operand: Operand): AttributeType {
  requireType(cursor, 'attribute_type', operand, ['S']);
  const name = operand.kind === 'value' && 'S' in operand.value ? operand.value.S : '';
  if (types.includes(name)) return name as AttributeType;
  throw cursor.fail(`Invalid attribute type name found; type: ${name}, valid types: {${types.join(',')}}`);
}

function requireType(cursor: Cursor, name: string, operand: Operand, allowed: readonly AttributeType[]): void {
  if (operand.kind !== 'value' || allowed.includes(typeOf(operand.value))) return;
  throw cursor.fail(
    `Incorrect operand type for operator or function; operator or function: ${name}, operand type: ${typeOf(operand.value)}`,
  );
}
