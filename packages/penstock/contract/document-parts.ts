import { isObject } from './json.ts';
import { items, members, type Node } from './node.ts';

/** Members whose content is data, not OpenAPI. */
const data = new Set(['example', 'examples', 'default', 'enum', 'const', 'mapping', 'scopes']);

/** Members that hold things by names of the author's: there, a name is no keyword (`properties: { example: ... }`). */
const maps = new Set(
  `paths webhooks responses headers content encoding callbacks links schemas parameters requestBodies securitySchemes
  pathItems properties patternProperties dependentSchemas $defs definitions variables`.split(/\s+/),
);

/** Whether what a member of an object holds is data, given that the object is no map of names. */
export const isData = (name: string): boolean => data.has(name) || name.startsWith('x-');

/** Whether the members of what it holds are named by the author. */
export const isMap = (name: string): boolean => maps.has(name);

/**
 * A node and all inside it that is OpenAPI or JSON Schema: neither examples, defaults and other data, nor extensions,
 * whose content is their author's.
 */
export function* documentParts(node: Node, isMapOfNames = false): Iterable<Node> {
  yield node;
  for (const item of items(node)) yield* documentParts(item);
  if (!isObject(node.value)) return;
  for (const [name, member] of members(node)) {
    if (isMapOfNames) yield* documentParts(member);
    else if (!isData(name)) yield* documentParts(member, isMap(name));
  }
}
