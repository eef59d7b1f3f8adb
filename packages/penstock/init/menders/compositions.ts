import { asArray, isObject, type JsonObject } from '../../contract/json.ts';
import { child, items, resolve } from '../../contract/node.ts';
import { reachable } from '../../contract/rules/reachable.ts';
import { contents } from '../../contract/rules/schemas.ts';
import { operationsOf } from '../mending.ts';

/** For each schema that is a part of an allOf of a request, the pointers of what composes it. */
export type Compositions = ReadonlyMap<string, ReadonlySet<string>>;

const known = new WeakMap<JsonObject, Compositions>();

export function compositionsOf(root: JsonObject): Compositions {
  const before = known.get(root);
  if (before !== undefined) return before;
  const found = new Map<string, Set<string>>();
  const bodies = operationsOf(root).flatMap(({ requestBody }) =>
    requestBody === undefined ? [] : contents(requestBody),
  );
  const schemas = reachable(
    root,
    bodies.map((content) => child(content, 'schema')),
  );
  for (const schema of schemas) {
    for (const part of items(child(schema, 'allOf'))) {
      const { pointer } = resolve(root, part);
      found.set(pointer, (found.get(pointer) ?? new Set()).add(schema.pointer));
    }
  }
  known.set(root, found);
  return found;
}

/** What composes a schema and is no part itself: closed there, it is closed with all its parts. */
export function wholesOf(compositions: Compositions, pointer: string, seen = new Set<string>()): readonly string[] {
  if (seen.has(pointer)) return [];
  seen.add(pointer);
  const above = compositions.get(pointer);
  if (above === undefined) return [pointer];
  return [...above].flatMap((one) => wholesOf(compositions, one, seen));
}

const composed = new WeakMap<JsonObject, ReadonlySet<string>>();

/** Whether a schema is a part of an allOf anywhere, of an answer too: closed, it would refuse what the others add. */
export function isComposed(root: JsonObject, pointer: string): boolean {
  const parts = composed.get(root) ?? new Set(partsIn(root));
  composed.set(root, parts);
  return /\/allOf\/\d+$/.test(pointer) || parts.has(`#${pointer}`);
}

function* partsIn(value: unknown): Iterable<string> {
  if (Array.isArray(value)) for (const item of value) yield* partsIn(item);
  if (!isObject(value)) return;
  for (const part of asArray(value.allOf)) if (isObject(part) && typeof part.$ref === 'string') yield part.$ref;
  for (const member of Object.values(value)) yield* partsIn(member);
}
