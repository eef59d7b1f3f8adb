import { type AttributeValue, attributeOf, type Item, membersOf, typeOf } from './attribute.ts';
import { compareNumbers, parseNumber } from './number.ts';

/** Whether two values are the same; sets have no order. */
export function isEqual(a: AttributeValue, b: AttributeValue): boolean {
  if (typeOf(a) !== typeOf(b)) return false;
  const members = membersOf(a);
  if (members !== undefined) return isSameSet(members, membersOf(b) ?? []);
  if ('L' in a && 'L' in b) {
    const { L } = b;
    return a.L.length === L.length && a.L.every((member, index) => isEqual(member, L[index] as AttributeValue));
  }
  if ('M' in a && 'M' in b) return isSameItem(a.M, b.M);
  return scalarOf(a) === scalarOf(b);
}

export function isSameItem(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const other = attributeOf(b, name);
    return other !== undefined && isEqual(a[name] as AttributeValue, other);
  });
}

/** Negative, zero or positive, as of a sort function; undefined where the two have no order. */
export function compare(a: AttributeValue, b: AttributeValue): number | undefined {
  if ('S' in a && 'S' in b) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if ('N' in a && 'N' in b) return compareNumbers(parseNumber(a.N), parseNumber(b.N));
  if ('B' in a && 'B' in b) return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'));
  return undefined;
}

export function isOrdered(value: AttributeValue): boolean {
  return 'S' in value || 'N' in value || 'B' in value;
}

function isSameSet(a: readonly string[], b: readonly string[]): boolean {
  const members = new Set(a);
  return a.length === b.length && b.every((member) => members.has(member));
}

function scalarOf(value: AttributeValue): unknown {
  if ('S' in value) return value.S;
  if ('N' in value) return value.N;
  if ('B' in value) return value.B;
  return 'BOOL' in value ? value.BOOL : true;
}
