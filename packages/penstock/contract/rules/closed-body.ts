import { asObject, isObject, type JsonObject } from '../json.ts';
import { child, items, type Node, resolve } from '../node.ts';
import { subschemas } from '../schema.ts';
import { at, type Rule } from './rule.ts';
import { contents } from './schemas.ts';

/** Request bodies take no member that the contract does not name, unless it says so, and how many. */
export const closedBody: Rule = function* ({ root, operations }) {
  const bodies = operations.flatMap(({ requestBody }) => (requestBody === undefined ? [] : contents(requestBody)));
  const schemas = bodies.map((content) => child(content, 'schema'));
  for (const node of openObjects(root, schemas)) {
    const { additionalProperties, maxProperties } = asObject(node.value);
    if (additionalProperties === true && maxProperties !== undefined) continue;
    const message = 'expected an object of a request body to be closed, received an open one';
    const fix = 'Add `additionalProperties: false` (`unevaluatedProperties: false` beside allOf)';
    yield at('closed-body', node, message, `${fix}; where anything may pass, true and maxProperties.`);
  }
};

/** The objects reachable from some schemas that take members nobody named, each once. */
export function openObjects(root: JsonObject, schemas: readonly Node[]): readonly Node[] {
  const open = new Map<string, Node>();
  for (const schema of schemas) findOpen(root, schema, open, new Set(), false);
  return [...open.values()];
}

function findOpen(root: JsonObject, node: Node, open: Map<string, Node>, seen: Set<string>, covered: boolean): void {
  const place = resolve(root, node);
  const key = `${place.pointer} ${covered}`;
  if (seen.has(key) || !isObject(place.value)) return;
  seen.add(key);
  const closed = covered || isClosed(place.value);
  if (!closed && [place.value.type].flat().includes('object')) open.set(place.pointer, place);
  // What closes a schema by `unevaluatedProperties` closes the parts it is composed of, not what is nested in them.
  const parts = ['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => items(child(place, keyword)));
  const partPointers = new Set(parts.map(({ pointer }) => pointer));
  const covers = covered || place.value.unevaluatedProperties === false;
  for (const inner of subschemas(place)) {
    findOpen(root, inner, open, seen, partPointers.has(inner.pointer) && covers);
  }
}

function isClosed(schema: JsonObject): boolean {
  const { additionalProperties, unevaluatedProperties, maxProperties } = asObject(schema);
  // A map (a schema for every other member) is bounded by its own rule.
  return (
    additionalProperties === false ||
    isObject(additionalProperties) ||
    unevaluatedProperties === false ||
    maxProperties === 0
  );
}
