import { isObject, type JsonObject } from '../json.ts';
import { type Node, resolve } from '../node.ts';
import { subschemas } from '../schema.ts';

/** The schemas that can be reached from some, references followed, each once. */
export function reachable(root: JsonObject, from: readonly Node[]): readonly Node[] {
  const found = new Map<string, Node>();
  const waiting = [...from];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    const schema = resolve(root, node);
    if (found.has(schema.pointer) || !isObject(schema.value)) continue;
    found.set(schema.pointer, schema);
    // A reference may have siblings (JSON Schema 2020-12, 8.2.3.1).
    if (schema !== node) waiting.push(...subschemas(node));
    waiting.push(...subschemas(schema));
  }
  return [...found.values()];
}
