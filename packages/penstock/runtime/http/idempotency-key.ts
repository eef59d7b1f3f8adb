import { parseStringItem } from './structured-string.ts';

/** Characters of a key after decoding. */
const MAX_KEY_LENGTH = 255;

const UNPRINTABLE = /[^\t\x20-\x7e]/;

/**
 * Reads an Idempotency-Key: a Structured Field string (`"k-1"`, with `\"` and `\\` as its escapes, its parameters
 * ignored) or the bare characters. Both forms of a key are one key. Throws a RangeError that says what is wrong with it.
 */
export function parseIdempotencyKey(header: string): string {
  if (UNPRINTABLE.test(header)) throw new RangeError('has characters other than printable ASCII');
  const text = header.trim();
  const key = text.startsWith('"') ? unquote(text) : text;
  if (key.length === 0) throw new RangeError('is empty');
  if (key.includes('\t')) throw new RangeError('has a tab in it');
  if (key.length > MAX_KEY_LENGTH) {
    throw new RangeError(`has ${key.length} characters; at most ${MAX_KEY_LENGTH} are allowed`);
  }
  return key;
}

/** The quoted form of a key (RFC 9651, 4.1.6). */
export const quoteIdempotencyKey = (key: string): string => `"${key.replace(/["\\]/g, '\\$&')}"`;

function unquote(text: string): string {
  const key = parseStringItem(text);
  if (key === undefined) throw new RangeError('begins with a quote but is not an RFC 9651 string of printable ASCII');
  return key;
}
