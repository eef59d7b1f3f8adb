import { asObject, isObject, type JsonObject } from '../contract/json.ts';
import { child, items, members, type Node, resolve, target } from '../contract/node.ts';
import { methods, outline } from '../contract/outline.ts';
import type { ContractDraft } from './draft.ts';

/** Writes out a reference in place of all content of a body or an answer: OpenAPI has references to single media types, from 3.2 on. */
export function writeOutContents(draft: ContractDraft): void {
  const root = draft.root();
  const { operations } = outline(root);
  const bodies = operations.flatMap(({ requestBody, responses }) => [
    ...(requestBody === undefined ? [] : [requestBody]),
    ...responses.map(([, node]) => node),
  ]);
  const contents = bodies.map((body) => child(resolve(root, body), 'content'));
  for (const [pointer, { value }] of new Map(contents.map((content) => [content.pointer, content]))) {
    const $ref = isObject(value) ? value.$ref : undefined;
    const meant = typeof $ref === 'string' ? target(root, $ref)?.value : undefined;
    if (isObject(meant)) draft.set(pointer, meant, { rule: 'openapi' });
  }
}

/** Writes out a reference in place of a path or an operation, which tools that join files follow. */
export function writeOutOperations(draft: ContractDraft): void {
  for (const [, item] of pathsOf(draft.root())) writeOut(draft, item);
  for (const [, item] of pathsOf(draft.root())) {
    for (const [name, node] of members(item)) if (methods.has(name)) writeOut(draft, node);
  }
}

/** Writes out parameters that are among the schemas of a document: as schemas they would be mended to be some. */
export function writeOutParameters(draft: ContractDraft): void {
  for (const [, item] of pathsOf(draft.root())) {
    for (const holder of [item, ...members(item).map(([, node]) => node)]) {
      for (const entry of items(child(holder, 'parameters'))) {
        const { $ref } = asObject(entry.value);
        if (typeof $ref === 'string' && $ref.startsWith('#/components/schemas/')) writeOut(draft, entry);
      }
    }
  }
}

const pathsOf = (root: JsonObject) => members(child({ value: root, pointer: '' }, 'paths'));

/** What stands beside the reference is said of what it leads to. */
function writeOut(draft: ContractDraft, node: Node): void {
  const { $ref, ...beside } = asObject(node.value);
  const meant = typeof $ref === 'string' ? resolve(draft.root(), { ...node, value: { $ref } }).value : undefined;
  if (isObject(meant) && meant.$ref === undefined)
    draft.set(node.pointer, { ...meant, ...beside }, { rule: 'openapi' });
}
