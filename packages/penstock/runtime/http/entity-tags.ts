/** What an If-Match or If-None-Match header asks for. */
export type TagCondition =
  | { readonly any: true }
  | { readonly any: false; readonly tags: readonly { readonly weak: boolean; readonly tag: string }[] };

const ENTITY_TAG = /(W\/)?"([\x21\x23-\x7e\x80-\xff]*)"/y;
const SEPARATOR = /[ \t]*(?:,[ \t]*)+/y;
const EMPTY_ELEMENTS = /^(?:,[ \t]*)+/;

/**
 * Reads `*` or a list of entity tags (RFC 9110, 13.1.1 and 8.8.3), whose empty elements count for nothing (5.6.1.2).
 * Undefined when the header is neither.
 */
export function parseTagCondition(header: string): TagCondition | undefined {
  if (header.trim() === '*') return { any: true };
  const text = header.trim().replace(EMPTY_ELEMENTS, '');
  const tags: { weak: boolean; tag: string }[] = [];
  let position = 0;
  while (position < text.length) {
    ENTITY_TAG.lastIndex = position;
    const match = ENTITY_TAG.exec(text);
    if (match === null) return undefined;
    tags.push({ weak: match[1] !== undefined, tag: String(match[2]) });
    position = ENTITY_TAG.lastIndex;
    if (position === text.length) break;
    SEPARATOR.lastIndex = position;
    if (SEPARATOR.exec(text) === null) return undefined;
    position = SEPARATOR.lastIndex;
  }
  return tags.length === 0 ? undefined : { any: false, tags };
}
