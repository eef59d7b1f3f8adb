import { isObject, type JsonObject } from '../json.ts';
import { followed, type Node } from '../node.ts';
import { subschemas } from '../schema.ts';

/** The schemas that can be reached from some, references followed, each once. */
export function reachable(root: JsonObject, from: readonly Node[]): readonly Node[] {
  const found = new Map<string, Node>();
  const waiting = [...from];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const schema of followed(root, node)) {
      if (found.has(schema.pointer) || !isObject(schema.value)) continue;
      found.set(schema.pointer, schema);
      waiting.push(...subschemas(schema));
    }
  }
  return [...found.values()];
}
