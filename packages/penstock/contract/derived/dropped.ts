import { asObject, isObject, type JsonObject } from '../json.ts';
import { child, followed, items, members, type Node } from '../node.ts';
import { reachable } from '../rules/reachable.ts';

/** Where a schema is used: in a request, in an answer, or apart from both. */
export type Use = 'request' | 'answer' | 'either';

/** The keyword by which a property is none of a request, or of an answer (OpenAPI 3.1.1, 4.8.24; JSON Schema, 9.4). */
const keywords = { request: 'readOnly', answer: 'writeOnly' } as const;

const conjunctive = ['allOf', 'anyOf', 'oneOf'];
const conditional = ['then', 'else'];

/** The parts of a schema that a value has to fit with it, or may; what `if` and `not` ask is not what it has. */
function inPlaceParts(schema: Node): readonly Node[] {
  return [
    ...conjunctive.flatMap((keyword) => items(child(schema, keyword))),
    ...conditional.map((keyword) => child(schema, keyword)),
    ...members(child(schema, 'dependentSchemas')).map(([, part]) => part),
  ].filter(({ value }) => isObject(value));
}

/** The names of the properties that a value of a schema, all its parts together, does not have in a use. */
export function droppedNames(root: JsonObject, schema: Node, use: Use): ReadonlySet<string> {
  if (use === 'either') return new Set();
  const parts = wholeOf(root, schema, new Map());
  const dropped = parts.flatMap((part) =>
    members(child(part, 'properties')).filter(([, property]) => isFlagged(root, property, keywords[use])),
  );
  return new Set(dropped.map(([name]) => name));
}

function isFlagged(root: JsonObject, property: Node, keyword: string): boolean {
  return followed(root, property).some(({ value }) => asObject(value)[keyword] === true);
}

/** A schema, what it refers to and what it is composed of, each once. */
function wholeOf(root: JsonObject, schema: Node, seen: Map<string, Node>): readonly Node[] {
  for (const node of followed(root, schema)) {
    if (seen.has(node.pointer)) continue;
    seen.set(node.pointer, node);
    for (const part of inPlaceParts(node)) wholeOf(root, part, seen);
  }
  return [...seen.values()];
}

/** Whether a schema is another in a use than it is written: something in it is dropped there. */
export function isAffected(root: JsonObject, schema: Node, use: Use): boolean {
  return reachable(root, [schema]).some((node) =>
    members(child(node, 'properties')).some(
      ([, property]) => use !== 'either' && isFlagged(root, property, keywords[use]),
    ),
  );
}
