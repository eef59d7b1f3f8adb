import { isData, isMap } from '../document-parts.ts';
import { asObject, isObject, type JsonObject } from '../json.ts';
import { escapeSegment, type Node } from '../node.ts';
import { outline } from '../outline.ts';
import type { Use } from './dropped.ts';
import { DerivedSchemas } from './schemas.ts';
import { TypeNames } from './type-name.ts';

/**
 * The document as code is derived from it: each schema that is referred to is one of the components, under the name of its
 * type; what is read-only is none of a request, and what is write-only none of an answer.
 */
export function derivedDocument(root: JsonObject): JsonObject {
  const names = outline(root).operations.map(({ node }) => String(asObject(node.value).operationId));
  const schemas = new DerivedSchemas(root, new TypeNames(names));
  const walked = asObject(walk({ value: root, pointer: '' }, { schemas, use: 'either', isMapOfNames: false }));
  return { ...walked, components: { ...asObject(walked.components), schemas: schemas.all() } };
}

interface Walk {
  readonly schemas: DerivedSchemas;
  readonly use: Use;
  readonly isMapOfNames: boolean;
}

const uses: Readonly<Record<string, Use>> = {
  requestBody: 'request',
  requestBodies: 'request',
  responses: 'answer',
};

/** What the API is called with, and not what it calls: nothing is derived from these. */
const ofOthers = new Set(['callbacks', 'webhooks']);

function walk({ value, pointer }: Node, { schemas, use, isMapOfNames }: Walk): unknown {
  const inside = (key: string | number, one: unknown, how: Omit<Walk, 'schemas'>) =>
    walk({ value: one, pointer: `${pointer}/${escapeSegment(String(key))}` }, { schemas, ...how });
  if (Array.isArray(value)) return value.map((one, index) => inside(index, one, { use, isMapOfNames: false }));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => {
      if (isMapOfNames) return [name, inside(name, member, { use, isMapOfNames: false })];
      if (isData(name) || ofOthers.has(name) || name === 'schemas') return [name, member];
      const at: Node = { value: member, pointer: `${pointer}/${escapeSegment(name)}` };
      if (name === 'schema') return [name, schemas.inUse(at, use)];
      return [name, walk(at, { schemas, use: uses[name] ?? use, isMapOfNames: isMap(name) })];
    }),
  );
}
