/** A field's name is a token (RFC 9110, 5.1 and 5.6.2). */
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
/** Visible ASCII, with spaces and tabs inside (RFC 9110, 5.5, without the obsolete octets over 7F). */
const VALUE = /^(?:[\x21-\x7e](?:[\t\x20-\x7e]*[\x21-\x7e])?)?$/;

/**
 * What in a header HTTP cannot carry; undefined when nothing. API Gateway answers 502 for most of it.
 * The value itself is never part of the words: it may be a secret.
 */
export function fieldFault(name: string, value: unknown): string | undefined {
  if (!TOKEN.test(name)) return `the header name ${JSON.stringify(name.slice(0, 64))} is no token of RFC 9110`;
  if (typeof value !== 'string') return `the header ${name} is no text but ${value === null ? 'null' : typeof value}`;
  if (VALUE.test(value)) return undefined;
  const at = value.search(/[^\t\x20-\x7e]/);
  if (at === -1) return `the header ${name} begins or ends with a space or a tab`;
  const code = Number(value.codePointAt(at)).toString(16).toUpperCase().padStart(4, '0');
  return `the header ${name} has U+${code} as its character ${at + 1}; visible ASCII, spaces and tabs are all it can have`;
}

/**
 * Headers put together: the later wins, and names are compared without case (RFC 9110, 5.1). Links are a list that each
 * adds to (RFC 8288, 3).
 */
export function mergedHeaders(
  ...all: readonly (Readonly<Record<string, string>> | undefined)[]
): Record<string, string> {
  const merged = new Map<string, readonly [string, string]>();
  for (const headers of all) {
    for (const [name, value] of Object.entries(headers ?? {})) {
      const before = name.toLowerCase() === 'link' ? merged.get('link') : undefined;
      merged.set(name.toLowerCase(), [name, before === undefined ? value : `${value}, ${before[1]}`]);
    }
  }
  return Object.fromEntries(merged.values());
}
