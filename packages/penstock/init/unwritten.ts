import { isObject, type JsonObject } from '../contract/json.ts';
import type { Place } from '../contract/locate.ts';
import { escapeSegment } from '../contract/node.ts';
import type { Source } from '../contract/source.ts';

/**
 * A document that is being completed, as the checker takes it: its places are in the order of the text, and no lines, which
 * only a text has. Parsing one takes longer than all rules together.
 */
export function unwritten(file: string, root: JsonObject): Source {
  let places: ReadonlyMap<string, number> | undefined;
  const locate = (pointer: string): Place => {
    places ??= inOrder(root);
    let held = pointer;
    while (held !== '' && !places.has(held)) held = held.slice(0, held.lastIndexOf('/'));
    return { line: places.get(held) ?? 0, column: 0 };
  };
  return { file, root, locate };
}

function inOrder(root: JsonObject): ReadonlyMap<string, number> {
  const places = new Map<string, number>();
  const visit = (value: unknown, pointer: string) => {
    places.set(pointer, places.size + 1);
    if (Array.isArray(value)) for (const [index, item] of value.entries()) visit(item, `${pointer}/${index}`);
    else if (isObject(value))
      for (const [name, member] of Object.entries(value)) visit(member, `${pointer}/${escapeSegment(name)}`);
  };
  visit(root, '');
  return places;
}
