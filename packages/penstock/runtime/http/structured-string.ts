const KEY = '[a-z*][a-z0-9_.*-]*';
const STRING = '"(?:[\\x20\\x21\\x23-\\x5b\\x5d-\\x7e]|\\\\["\\\\])*"';
const BARE_ITEM = [
  '-?\\d{1,12}\\.\\d{1,3}',
  '-?\\d{1,15}',
  STRING,
  "[A-Za-z*][!#$%&'*+.^_`|~0-9A-Za-z:/-]*",
  ':[A-Za-z0-9+/]*={0,2}:',
  '\\?[01]',
  '@-?\\d{1,15}',
  '%"(?:[\\x20\\x21\\x23\\x24\\x26-\\x7e]|%[0-9a-f]{2})*"',
].join('|');
const PARAMETER = `; *${KEY}(?:=(${BARE_ITEM}))?`;
const PARAMETERS = new RegExp(PARAMETER, 'g');
const ITEM = new RegExp(`^(${STRING})((?:${PARAMETER})*) *$`);

/**
 * Reads a Structured Field item that is a string, such as `"k-1"` or `"k-1";p=1` (RFC 9651, 4.2.3). Its parameters are
 * read to the end and say nothing: a field that defines none has them ignored. Undefined when it is not one.
 */
export function parseStringItem(text: string): string | undefined {
  const match = ITEM.exec(text);
  if (match === null) return undefined;
  const values = Array.from(String(match[2]).matchAll(PARAMETERS), ([, value]) => String(value));
  return values.every(decodes)
    ? String(match[1])
        .slice(1, -1)
        .replace(/\\(["\\])/g, '$1')
    : undefined;
}

/** A display string is UTF-8 in percent encoding, and no item where it is not (4.2.10). */
function decodes(value: string): boolean {
  if (!value.startsWith('%')) return true;
  try {
    decodeURIComponent(value.slice(2, -1));
    return true;
  } catch {
    return false;
  }
}
