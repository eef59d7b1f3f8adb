import { type AttributeValue, type Item, membersOf, typeOf } from '../values/attribute.ts';
import { compare, isEqual } from '../values/compare.ts';
import type { Comparator, Condition } from './condition-parser.ts';
import { evaluateOperand } from './operands.ts';

/** Whether a condition holds for an item; for one that is not there, `{}`. */
export function holds(condition: Condition, item: Item): boolean {
  const valueFor = (operand: Parameters<typeof evaluateOperand>[0]) => evaluateOperand(operand, item);
  switch (condition.kind) {
    case 'and':
      return holds(condition.left, item) && holds(condition.right, item);
    case 'or':
      return holds(condition.left, item) || holds(condition.right, item);
    case 'not':
      return !holds(condition.of, item);
    case 'group':
      return holds(condition.of, item);
    case 'compare':
      return satisfies(condition.by, valueFor(condition.left), valueFor(condition.right));
    case 'between': {
      const value = valueFor(condition.operand);
      return satisfies('>=', value, valueFor(condition.low)) && satisfies('<=', value, valueFor(condition.high));
    }
    case 'in': {
      const value = valueFor(condition.operand);
      return condition.among.some((other) => satisfies('=', value, valueFor(other)));
    }
    case 'exists':
      return (valueFor(condition.path) !== undefined) === condition.wanted;
    case 'type': {
      const value = valueFor(condition.path);
      return value !== undefined && typeOf(value) === condition.type;
    }
    case 'begins-with':
      return beginsWith(valueFor(condition.operand), valueFor(condition.other));
    case 'contains':
      return contains(valueFor(condition.operand), valueFor(condition.other));
  }
}

type Found = AttributeValue | undefined;

function satisfies(by: Comparator, left: Found, right: Found): boolean {
  if (left === undefined || right === undefined) return by === '<>';
  if (by === '=') return isEqual(left, right);
  if (by === '<>') return !isEqual(left, right);
  const order = compare(left, right);
  if (order === undefined) return false;
  if (by === '<') return order < 0;
  if (by === '<=') return order <= 0;
  return by === '>' ? order > 0 : order >= 0;
}

function beginsWith(value: Found, prefix: Found): boolean {
  if (value === undefined || prefix === undefined) return false;
  if ('S' in value && 'S' in prefix) return value.S.startsWith(prefix.S);
  if (!('B' in value) || !('B' in prefix)) return false;
  const bytes = Buffer.from(prefix.B, 'base64');
  return Buffer.from(value.B, 'base64').subarray(0, bytes.length).equals(bytes);
}

function contains(value: Found, other: Found): boolean {
  if (value === undefined || other === undefined) return false;
  if ('L' in value) return value.L.some((member) => isEqual(member, other));
  if ('S' in value) return 'S' in other && value.S.includes(other.S);
  if ('B' in value) return 'B' in other && Buffer.from(value.B, 'base64').includes(Buffer.from(other.B, 'base64'));
  if (typeOf(value) !== `${typeOf(other)}S`) return false;
  return (membersOf(value) ?? []).includes(String(Object.values(other)[0]));
}
