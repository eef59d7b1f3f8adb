import { type AttributeValue, type Item, membersOf } from '../values/attribute.ts';
import { type Path, parsePath, valueAt } from './paths.ts';
import type { Scope } from './scope.ts';
import type { Cursor } from './tokens.ts';

/** What a condition looks at. */
export type Operand =
  | { readonly kind: 'path'; readonly path: Path }
  | { readonly kind: 'value'; readonly value: AttributeValue }
  | { readonly kind: 'size'; readonly of: Operand };

export type PathOperand = Extract<Operand, { kind: 'path' }>;

/** @throws EngineError where neither a path nor a value comes next */
export function parsePathOrValue(cursor: Cursor, scope: Scope): Exclude<Operand, { kind: 'size' }> {
  const { kind, text } = cursor.peek();
  if (kind !== 'value') return { kind: 'path', path: parsePath(cursor, scope) };
  const value = scope.value(text);
  if (value === undefined) {
    throw cursor.fail(`An expression attribute value used in expression is not defined; attribute value: ${text}`);
  }
  cursor.next();
  return { kind: 'value', value };
}

/** The value that an operand has for an item, undefined where it has none. */
export function evaluateOperand(operand: Operand, item: Item): AttributeValue | undefined {
  if (operand.kind === 'value') return operand.value;
  if (operand.kind === 'path') return valueAt(item, operand.path);
  const value = evaluateOperand(operand.of, item);
  const size = value === undefined ? undefined : sizeOf(value);
  return size === undefined ? undefined : { N: String(size) };
}

/** What `size()` gives for a value; numbers, Booleans and null have none. */
function sizeOf(value: AttributeValue): number | undefined {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('L' in value) return value.L.length;
  if ('M' in value) return Object.keys(value.M).length;
  return membersOf(value)?.length;
}
