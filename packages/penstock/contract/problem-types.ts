import { allProblemCodes, problemType } from '../runtime/problem/codes.ts';
import { asArray, asObject, type JsonObject } from './json.ts';
import { child, items, type Node, resolve } from './node.ts';

export { allProblemCodes, problemType };

type Types = ReadonlySet<string>;

/** The types of the problems that a call may be answered with, by their status. */
export function problemTypesOf(status: string): readonly string[] {
  const isOfStatus = ({ status: of }: { readonly status: number }) => isStatus(status, of);
  return Object.entries(allProblemCodes).flatMap(([code, about]) => (isOfStatus(about) ? [problemType(code)] : []));
}

/** Whether a status is `404`, or of `4XX`, or of `default`. */
const isStatus = (declared: string, status: number): boolean =>
  ['default', String(status), `${Math.floor(status / 100)}XX`].includes(declared);

/** The values that a schema lets `type` have, in their order; undefined where it lists none. */
export function listedTypes(root: JsonObject, schema: Node): readonly string[] | undefined {
  const listed = typesIn(root, schema, 0);
  return listed && [...listed];
}

/** A schema that contains itself is cut off where no problem is that deep. */
const deepest = 16;

function typesIn(root: JsonObject, schema: Node, depth: number): Types | undefined {
  if (depth > deepest) return undefined;
  const node = resolve(root, schema);
  const inner = (key: string) => items(child(node, key)).map((one) => typesIn(root, one, depth + 1));
  return all([own(root, node), ...inner('allOf'), any(inner('oneOf')), any(inner('anyOf'))]);
}

function own(root: JsonObject, schema: Node): Types | undefined {
  const { const: only, enum: values } = asObject(resolve(root, child(schema, 'properties', 'type')).value);
  const listed = only === undefined ? values : [only];
  return listed === undefined ? undefined : new Set(asArray(listed).map(String));
}

function all(sets: readonly (Types | undefined)[]): Types | undefined {
  const [first, ...others] = sets.filter((set) => set !== undefined);
  return first && new Set([...first].filter((type) => others.every((set) => set.has(type))));
}

function any(sets: readonly (Types | undefined)[]): Types | undefined {
  const listed = sets.filter((set) => set !== undefined);
  if (listed.length === 0 || listed.length < sets.length) return undefined;
  return new Set(listed.flatMap((set) => [...set]));
}
