import type { Draft } from '../finding.ts';
import { asObject, show } from '../json.ts';
import { child, items, members, type Node, resolve } from '../node.ts';
import type { Outline, OutlinedOperation } from '../outline.ts';
import { declaredScopes } from '../scopes.ts';
import { at, type Rule } from './rule.ts';

/** Every operation says who may call it: nobody in particular (`security: []`), or who has scopes that are declared. */
export const security: Rule = function* (outline) {
  for (const operation of outline.operations) yield* required(outline, operation);
};

function* required({ root }: Outline, { node, label, security: place }: OutlinedOperation): Iterable<Draft> {
  if (!Array.isArray(place.value)) {
    const message = `${label}: expected security, its own or the root's, received ${show(place.value)}`;
    yield at('security', node, message, 'Add `security: - oauth2: [scope]`, or `security: []` for a public operation.');
    return;
  }
  const named = items(place).flatMap((requirement) => members(requirement));
  if (place.value.length > 0 && (place.value.length > 1 || named.length !== 1)) {
    const message = `${label}: expected one security requirement with one scheme, received ${show(place.value)}`;
    yield at('security', place, message, 'Name one scheme with all the scopes that are needed.');
  }
  for (const [name, scopes] of named) yield* scheme(root, label, name, scopes);
}

function* scheme(root: Outline['root'], label: string, name: string, scopes: Node): Iterable<Draft> {
  const schemes = child({ value: root, pointer: '' }, 'components', 'securitySchemes');
  const declared = resolve(root, child(schemes, name));
  if (asObject(declared.value).type !== 'oauth2') {
    const received = declared.value === undefined ? 'none of that name' : show(asObject(declared.value).type);
    const message = `${label}: expected the security scheme "${name}" of type oauth2, received ${received}`;
    yield at('security', scopes, message, `Declare it in components.securitySchemes.`);
    return;
  }
  if (items(scopes).length === 0) {
    const message = `${label}: expected at least one scope, received none`;
    yield at('scopes', scopes, message, 'Name the scope a caller needs.');
  }
  const known = declaredScopes(root);
  for (const scope of items(scopes).filter(({ value }) => !known.includes(String(value)))) {
    const message = `${label}: expected a scope of ${known.join(', ') || '(none are declared)'}, received ${show(scope.value)}`;
    yield at('scopes', scope, message, 'Declare it in the flows of the security scheme, or correct it.');
  }
}
