import { createHash } from 'node:crypto';
import type { AttributeValue } from './attribute.ts';
import { lowestMagnitude, magnitudeOf, parseNumber } from './number.ts';

/** Bytes that are in the order of the values that they stand for: strings and binaries by byte, numbers by size. */
export function sortBytes(value: AttributeValue): Buffer {
  if ('S' in value) return Buffer.from(value.S);
  if ('B' in value) return Buffer.from(value.B, 'base64');
  if ('N' in value) return numberBytes(value.N);
  throw new TypeError('A key is a string, a number or binary.');
}

/** Bytes of a hash in front of a partition key: the order in which a scan finds partitions tells nothing of their keys. */
export const hashLength = 4;

/** The bytes of a partition key, spread over the partitions as DynamoDB spreads them: by a hash. */
export function partitionBytes(value: AttributeValue): Buffer {
  const bytes = sortBytes(value);
  return Buffer.concat([createHash('md5').update(bytes).digest().subarray(0, hashLength), bytes]);
}

/** The bytes after all those that begin with a prefix; undefined where there are none. */
export function afterPrefix(prefix: Buffer): Buffer | undefined {
  let end = prefix.length;
  while (end > 0 && prefix[end - 1] === 0xff) end--;
  if (end === 0) return undefined;
  const bytes = Buffer.from(prefix.subarray(0, end));
  bytes[end - 1] = (bytes[end - 1] ?? 0) + 1;
  return bytes;
}

/** Before all negative numbers, of zero, and before all positive ones. */
const negative = 0;
const zero = 1;
const positive = 2;
/** Ends the digits of a negative number: of two that begin alike, the shorter is the greater. */
const end = 0xff;

/** Sign, magnitude, and two digits a byte; of a negative number all after the sign is turned over. */
function numberBytes(number: string): Buffer {
  const { digits, exponent } = parseNumber(number);
  if (digits === 0n) return Buffer.of(zero);
  const text = magnitudeOf(digits);
  const magnitude = exponent + text.length - 1 - lowestMagnitude;
  const pairs = (text.length % 2 === 0 ? text : `${text}0`).match(/../g) ?? [];
  const bytes = [magnitude, ...pairs.map((pair) => Number(pair) + 1)];
  return digits > 0n
    ? Buffer.from([positive, ...bytes])
    : Buffer.from([negative, ...bytes.map((byte) => 0xff - byte), end]);
}
