import { asObject, isObject, type JsonObject } from './json.ts';
import { child, items, members, type Node, resolve } from './node.ts';
import { mergePolicy } from './policies.ts';

/** The document as the rules walk it: its operations with references followed, whatever else may be wrong. */
export interface Outline {
  readonly root: JsonObject;
  readonly operations: readonly OutlinedOperation[];
}

export interface OutlinedOperation {
  readonly node: Node;
  /** As written: `get`, `post`, ... */
  readonly method: string;
  readonly path: string;
  /** How a message names it: `createParcel`, or `POST /v1/parcels` without an operationId. */
  readonly label: string;
  /** The path's own and the operation's, which win. */
  readonly parameters: readonly Node[];
  readonly requestBody: Node | undefined;
  readonly responses: readonly (readonly [string, Node])[];
  /** The operation's `security`, else the root's. */
  readonly security: Node;
  readonly policy: JsonObject;
}

export const methods: ReadonlySet<string> = new Set([
  'get',
  'put',
  'post',
  'delete',
  'options',
  'head',
  'patch',
  'trace',
]);

export function outline(root: JsonObject): Outline {
  const document: Node = { value: root, pointer: '' };
  const operations = declared(child(document, 'paths')).flatMap(([path, entry]) => {
    const item = resolve(root, entry);
    return members(item)
      .filter(([method, node]) => methods.has(method) && isObject(node.value))
      .map(([method, node]) => outlineOperation(document, root, { path, item, method, node }));
  });
  return { root, operations };
}

/** The members of a map of OpenAPI's; an extension among them is no member. */
const declared = (node: Node): ReturnType<typeof members> => members(node).filter(([name]) => !name.startsWith('x-'));

interface Place {
  readonly path: string;
  readonly item: Node;
  readonly method: string;
  readonly node: Node;
}

function outlineOperation(document: Node, root: JsonObject, { path, item, method, node }: Place): OutlinedOperation {
  const { operationId } = asObject(node.value);
  const body = child(node, 'requestBody');
  const own = child(node, 'security');
  return {
    node,
    method,
    path,
    label: typeof operationId === 'string' ? operationId : `${method.toUpperCase()} ${path}`,
    parameters: parametersOf(root, item, node),
    requestBody: body.value === undefined ? undefined : resolve(root, body),
    responses: declared(child(node, 'responses')).map(([status, response]) => [status, resolve(root, response)]),
    security: own.value === undefined ? child(document, 'security') : own,
    policy: mergePolicy(root['x-penstock'], asObject(node.value)['x-penstock']),
  };
}

function parametersOf(root: JsonObject, item: Node, operation: Node): readonly Node[] {
  const listed = (node: Node) => items(child(node, 'parameters')).map((entry) => resolve(root, entry));
  const own = listed(operation);
  const overridden = new Set(own.map(keyOf));
  return [...listed(item).filter((node) => !overridden.has(keyOf(node))), ...own];
}

function keyOf({ value }: Node): string {
  const { name, in: place } = asObject(value);
  // Either may be anything until the rules have seen it, an object that has no text too.
  return JSON.stringify([place, name]);
}
