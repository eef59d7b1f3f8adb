import { asObject, isObject, type JsonObject } from '../json.ts';
import { child, followed, items, members, type Node } from '../node.ts';
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
  for (const schema of schemas) findOpen(root, schema, { open, seen: new Set(), closed: false });
  return [...open.values()];
}

interface Search {
  readonly open: Map<string, Node>;
  readonly seen: Set<string>;
  /** Whether what it is a part of is closed: then no value has more members, whatever the part says. */
  readonly closed: boolean;
}

function findOpen(root: JsonObject, node: Node, { open, seen, closed: around }: Search): void {
  const chain = followed(root, node);
  const place = chain.at(-1) ?? node;
  const key = `${node.pointer} ${around}`;
  if (seen.has(key) || !isObject(place.value)) return;
  seen.add(key);
  const closed = around || isClosed(root, node, new Set());
  const typed = chain.find(({ value }) => [asObject(value).type].flat().includes('object'));
  if (!closed && typed !== undefined) open.set(typed.pointer, typed);
  for (const one of chain) {
    for (const part of partsOf(one)) findOpen(root, part, { open, seen, closed });
    for (const inner of within(one)) findOpen(root, inner, { open, seen, closed: false });
  }
}

/** What is about the same value; what `not` and `if` ask lets nothing in. */
const partsOf = (schema: Node): readonly Node[] => [
  ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => items(child(schema, keyword))),
  ...['then', 'else'].map((keyword) => child(schema, keyword)),
  ...members(child(schema, 'dependentSchemas')).map(([, part]) => part),
];

const within = (schema: Node): readonly Node[] => [
  ...['items', 'unevaluatedItems', 'additionalProperties', 'unevaluatedProperties'].map((keyword) =>
    child(schema, keyword),
  ),
  ...items(child(schema, 'prefixItems')),
  ...['properties', 'patternProperties'].flatMap((keyword) =>
    members(child(schema, keyword)).map(([, member]) => member),
  ),
];

/** By itself, by what it refers to, or by a part that every value fits. */
function isClosed(root: JsonObject, schema: Node, seen: Set<string>): boolean {
  return followed(root, schema).some((place) => {
    if (seen.has(place.pointer)) return false;
    seen.add(place.pointer);
    const { additionalProperties, unevaluatedProperties, maxProperties } = asObject(place.value);
    // A map (a schema for every other member) is bounded by its own rule.
    return (
      [additionalProperties, unevaluatedProperties].some((others) => others === false || isObject(others)) ||
      maxProperties === 0 ||
      items(child(place, 'allOf')).some((part) => isClosed(root, part, seen))
    );
  });
}
