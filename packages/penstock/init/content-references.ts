import { isObject } from '../contract/json.ts';
import { child, members, resolve, target } from '../contract/node.ts';
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

/** Writes out a reference in place of an operation, which tools that join files follow. */
export function writeOutOperations(draft: ContractDraft): void {
  const root = draft.root();
  for (const [, item] of members(child({ value: root, pointer: '' }, 'paths'))) {
    for (const [name, node] of members(item)) {
      if (!methods.has(name)) continue;
      const meant = resolve(root, node);
      if (meant.pointer !== node.pointer && isObject(meant.value))
        draft.set(node.pointer, meant.value, { rule: 'openapi' });
    }
  }
}
