import { asObject, isObject, type JsonObject } from '../../contract/json.ts';
import { child, escapeSegment, items, type Node, resolve } from '../../contract/node.ts';
import { reachable } from '../../contract/rules/reachable.ts';
import { contents } from '../../contract/rules/schemas.ts';
import { outlined } from '../outlined.ts';

/** For each schema that is a part of what is composed in a request, the pointers of what composes it. */
export type Compositions = ReadonlyMap<string, ReadonlySet<string>>;

const known = new WeakMap<JsonObject, Compositions>();

export function compositionsOf(root: JsonObject): Compositions {
  const before = known.get(root);
  if (before !== undefined) return before;
  const found = new Map<string, Set<string>>();
  const add = (schema: Node, keywords: readonly string[]): void => {
    for (const part of keywords.flatMap((keyword) => items(child(schema, keyword)))) {
      const { pointer } = resolve(root, part);
      found.set(pointer, (found.get(pointer) ?? new Set()).add(schema.pointer));
    }
  };
  for (const schema of asked(root)) add(schema, ['allOf']);
  // The alternatives of a part are parts too, and so are theirs.
  for (let before = -1; before !== found.size; ) {
    before = found.size;
    for (const schema of asked(root)) {
      if (found.has(schema.pointer) || isMoreThanAChoice(asObject(schema.value))) add(schema, ['oneOf', 'anyOf']);
    }
  }
  known.set(root, found);
  return found;
}

const requests = new WeakMap<JsonObject, readonly Node[]>();

/** The schemas that lead to what a request may hold. */
function asked(root: JsonObject): readonly Node[] {
  const bodies = outlined(root).operations.flatMap(({ requestBody }) => requestBody ?? []);
  const found =
    requests.get(root) ??
    reachable(
      root,
      bodies.flatMap(contents).map((content) => child(content, 'schema')),
    );
  requests.set(root, found);
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

/** How a document refers to a schema: as a part of what is composed, or as what stands alone. */
interface References {
  readonly parts: ReadonlySet<string>;
  /** The pointers of what refers to it. */
  readonly alone: ReadonlyMap<string, readonly string[]>;
}

const referring = new WeakMap<JsonObject, References>();

function referencesIn(root: JsonObject): References {
  const before = referring.get(root);
  if (before !== undefined) return before;
  const parts = new Set<string>();
  const alone = new Map<string, string[]>();
  collect(root, '', false, { parts, alone });
  const found = { parts, alone };
  referring.set(root, found);
  return found;
}

interface Found {
  readonly parts: Set<string>;
  readonly alone: Map<string, string[]>;
}

function collect(value: unknown, pointer: string, isPart: boolean, found: Found): void {
  if (Array.isArray(value)) value.forEach((one, index) => void collect(one, `${pointer}/${index}`, isPart, found));
  if (!isObject(value)) return;
  const { $ref } = value;
  if (typeof $ref === 'string' && $ref.startsWith('#/')) {
    const at = $ref.slice(1);
    if (isPart) found.parts.add(at);
    else found.alone.set(at, [...(found.alone.get(at) ?? []), pointer]);
  }
  for (const [name, member] of Object.entries(value)) {
    const isComposed = name === 'allOf' || (isChoice(name) && (isPart || isMoreThanAChoice(value)));
    collect(member, `${pointer}/${escapeSegment(name)}`, isComposed && Array.isArray(member), found);
  }
}

const isChoice = (name: string): boolean => name === 'oneOf' || name === 'anyOf';

/** What is described beside a choice is a member of each of its values. */
const isMoreThanAChoice = (schema: JsonObject): boolean =>
  ['properties', 'allOf', '$ref'].some((name) => schema[name] !== undefined);

/** Whether a schema is a part of what is composed anywhere, of an answer too: closed, it would refuse what others add. */
export const isComposed = (root: JsonObject, pointer: string): boolean =>
  /\/allOf\/\d+(\/(allOf|anyOf|oneOf)\/\d+)*$/.test(pointer) || referencesIn(root).parts.has(pointer);

/** The references to a schema where it is no part of anything: there it can be closed, by what stands beside `$ref`. */
export const aloneAt = (root: JsonObject, pointer: string): readonly string[] =>
  (referencesIn(root).alone.get(pointer) ?? []).filter((at) => !isComposed(root, at));

/** Those of them that lead there from the body of a request. */
export function aloneInRequests(root: JsonObject, pointer: string): readonly string[] {
  const pointers = new Set(asked(root).map((schema) => schema.pointer));
  return aloneAt(root, pointer).filter((at) => pointers.has(at));
}
