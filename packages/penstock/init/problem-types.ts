import { asArray, asObject, isObject, type JsonObject } from '../contract/json.ts';
import { child, items, members, type Node, resolve } from '../contract/node.ts';
import { outline } from '../contract/outline.ts';
import { problemTypesOf } from '../contract/problem-types.ts';
import type { ContractDraft } from './draft.ts';
import { problemPointer } from './menders/answers.ts';

/** What the errors of a document became. */
export interface ProblemTypes {
  /** The types that the contract lists. */
  readonly types: readonly string[];
  /** Statuses of the document that no type has. */
  readonly untyped: readonly string[];
  /** What the document tells its errors apart by, which no type says: `card_declined` at `/components/schemas/Error`. */
  readonly codes: readonly { readonly code: string; readonly pointer: string }[];
}

/** Lists the types of all that operations answer when they fail, so that clients are typed by them. */
export function listProblemTypes(draft: ContractDraft, before: JsonObject): ProblemTypes {
  const statuses = new Set(failures(draft.root()).map(([status]) => status));
  const types = [...new Set([...statuses].flatMap(problemTypesOf))];
  const pointer = problemPointer(draft);
  const place = `${pointer}/properties/type/enum`;
  if (pointer !== undefined && JSON.stringify(draft.valueAt(place)) !== JSON.stringify(types)) {
    draft.set(place, types, { rule: 'problem-types' });
  }
  const untyped = [...statuses].filter((status) => problemTypesOf(status).length === 0).sort();
  return { types, untyped, codes: codesOf(before) };
}

const failures = (root: JsonObject): readonly (readonly [string, Node])[] =>
  outline(root).operations.flatMap(({ responses }) => responses.filter(([status]) => !/^[123]/.test(status)));

/** Names by which documents tell one error from another. */
const telling = /^(code|type|error|error_?code|errorType|error_type|reason|name)$/i;
const deepest = 4;

function codesOf(root: JsonObject): ProblemTypes['codes'] {
  const found = new Map<string, string>();
  const seen = new Set<string>();
  const schemas = failures(root).flatMap(([, response]) =>
    members(child(response, 'content')).map(([, content]) => child(content, 'schema')),
  );
  for (const schema of schemas.flatMap((one) => withParts(root, one, seen, 0))) {
    for (const code of codesIn(root, schema)) if (!found.has(code)) found.set(code, schema.pointer);
  }
  return [...found].map(([code, pointer]) => ({ code, pointer }));
}

/** A schema of an error and those inside it, each once. */
function withParts(root: JsonObject, node: Node, seen: Set<string>, depth: number): readonly Node[] {
  const schema = resolve(root, node);
  if (depth > deepest || seen.has(schema.pointer) || !isObject(schema.value)) return [];
  seen.add(schema.pointer);
  const inside = [
    ...members(child(schema, 'properties')).map(([, member]) => member),
    ...['allOf', 'anyOf', 'oneOf'].flatMap((keyword) => items(child(schema, keyword))),
    child(schema, 'items'),
  ];
  return [schema, ...inside.flatMap((one) => withParts(root, one, seen, depth + 1))];
}

/** What a member that tells errors apart may be. */
const codesIn = (root: JsonObject, schema: Node): readonly string[] =>
  members(child(schema, 'properties'))
    .filter(([name]) => telling.test(name))
    .flatMap(([, member]) => {
      const { enum: listed, const: only } = asObject(resolve(root, member).value);
      return [...asArray(listed), only].filter((code) => typeof code === 'string');
    });
