import { type AttributeValue, type Item, membersOf } from './attribute.ts';
import { magnitudeOf, parseNumber } from './number.ts';

/**
 * Bytes of an item as DynamoDB counts them.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  let size = 0;
  for (const name in item) size += Buffer.byteLength(name) + valueSize(item[name] as AttributeValue);
  return size;
}

/** Bytes beside what lists and maps hold, of each and of each of its elements. */
const collection = 3;
const element = 1;

export function valueSize(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('BOOL' in value || 'NULL' in value) return 1;
  if ('L' in value) return value.L.reduce((sum, member) => sum + element + valueSize(member), collection);
  if ('M' in value) return collection + Object.keys(value.M).length * element + itemSize(value.M);
  const size = 'NS' in value ? numberSize : 'BS' in value ? binarySize : Buffer.byteLength;
  return (membersOf(value) ?? []).reduce((sum, member) => sum + size(member), 0);
}

/** "(length of attribute name) + (1 byte per two significant digits) + (1 byte)"; a negative one has one more. */
function numberSize(number: string): number {
  const { digits } = parseNumber(number);
  if (digits === 0n) return 1;
  return Math.ceil(magnitudeOf(digits).length / 2) + 1 + (digits < 0n ? 1 : 0);
}

function binarySize(base64: string): number {
  return Buffer.byteLength(base64, 'base64');
}
