import { documentParts } from '../document-parts.ts';
import type { Draft } from '../finding.ts';
import { asObject, isObject, type JsonObject, show } from '../json.ts';
import { child, type Node, resolve, target } from '../node.ts';
import { at, type Rule } from './rule.ts';

/** Every `$ref` leads somewhere in this file. */
export const reference: Rule = function* ({ root }) {
  for (const node of documentParts({ value: root, pointer: '' })) {
    const $ref = child(node, '$ref');
    if (typeof $ref.value === 'string') yield* misleading(root, $ref.value, node);
    yield* ambiguous(root, child(node, '$dynamicRef'));
  }
};

/** Where it is clear where one leads, it is a plain reference by now. */
function* ambiguous(root: JsonObject, node: Node): Iterable<Draft> {
  if (typeof node.value !== 'string') return;
  const { $dynamicAnchor } = asObject(target(root, node.value)?.value);
  const message = `expected each $dynamicAnchor once among what shares an $id, received ${show($dynamicAnchor)} several times`;
  yield at('reference', node, message, 'Give each schema that has the $dynamicAnchor an $id of its own.');
}

function* misleading(root: JsonObject, $ref: string, node: Node): Iterable<Draft> {
  const place = child(node, '$ref');
  const received = `received "${$ref}"`;
  if (!$ref.startsWith('#/')) {
    yield at(
      'reference',
      place,
      `expected a reference into this file (#/...) or another (parcels.yaml#/...), ${received}`,
      'Move its target here.',
    );
  } else if (target(root, $ref) === undefined) {
    yield at(
      'reference',
      place,
      `expected a reference that leads somewhere, ${received}`,
      `Define ${$ref} or correct it.`,
    );
  } else if (leadsInACircle(root, node)) {
    yield at('reference', place, `expected a reference that ends, ${received} in a circle`, 'Break the circle.');
  }
}

function leadsInACircle(root: JsonObject, node: Node): boolean {
  const { value } = resolve(root, node);
  return isObject(value) && typeof value.$ref === 'string' && target(root, value.$ref) !== undefined;
}
