import type { JsonObject } from '../contract/json.ts';
import { type Outline, outline } from '../contract/outline.ts';

const known = new WeakMap<JsonObject, Outline>();

/** The outline of a document as the checker read it, made once for all findings of a round. */
export function outlined(root: JsonObject): Outline {
  const found = known.get(root) ?? outline(root);
  known.set(root, found);
  return found;
}
