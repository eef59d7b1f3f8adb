import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from './layout.ts';

/** Bytes that one write unit writes. */
export const WRITE_UNIT_BYTES = 1024;

/**
 * Bytes of an item of texts, numbers and binaries, at the most. Of a number: one for two digits, and one more.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemBytes = (item: Item): number =>
  Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0);

function valueBytes({ S, N, B }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.length / 2) + 1;
  if (B !== undefined) return B.byteLength;
  throw new TypeError('An attribute is no text, number or binary');
}
