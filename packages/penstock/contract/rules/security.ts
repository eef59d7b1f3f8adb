import type { Draft } from '../finding.ts';
import { asObject, show, textOf } from '../json.ts';
import { items, members, type Node } from '../node.ts';
import type { Outline, OutlinedOperation } from '../outline.ts';
import { declaredScheme, declaredScopes, isOpenToAll, namedIn, schemeOf, scopesOfScheme } from '../security.ts';
import { at, type Rule } from './rule.ts';

/**
 * Every operation says who may call it: anyone (`security: []`), or who shows what one of its requirements asks for. What
 * the root says for all is looked at once.
 */
export const security: Rule = function* (outline) {
  for (const operation of outline.operations) {
    if (!Array.isArray(operation.security.value)) yield undecided(operation);
  }
  const schemes = new Map<string, Node>();
  for (const [who, place] of placesOf(outline)) {
    yield* partlyOpen(who, place);
    for (const requirement of items(place)) yield* combination(outline, who, requirement);
    for (const [name, scopes] of namedIn(place)) {
      const declared = declaredScheme(outline.root, name);
      if (declared.value === undefined) yield undeclared(who, name, scopes);
      else schemes.set(name, declared);
      yield* wellNamed(outline, who, declared, scopes);
    }
  }
  for (const [name, declared] of schemes) yield* served(name, declared);
};

/** Each once, with what a message calls it. */
function placesOf({ operations }: Outline): readonly (readonly [string, Node])[] {
  const places = new Map<string, readonly [string, Node]>();
  for (const { security: place, label, node } of operations) {
    const who = place.pointer.startsWith(`${node.pointer}/`) ? label : 'security';
    if (!places.has(place.pointer)) places.set(place.pointer, [who, place]);
  }
  return [...places.values()];
}

function undecided({ node, label, security: { value } }: OutlinedOperation): Draft {
  const message = `${label}: expected security, its own or the root's, received ${show(value)}`;
  return at('security', node, message, 'Add `security: - oauth2: [scope]`, or `security: []` for a public operation.');
}

function undeclared(who: string, name: string, place: Node): Draft {
  const message = `${who}: expected a scheme of components.securitySchemes, received "${name}", which is none of them`;
  return at('security', place, message, 'Declare it there, or correct its name.');
}

/** The gateway asks every caller of an operation, or none. */
function* partlyOpen(who: string, place: Node): Iterable<Draft> {
  if (isOpenToAll(place)) return;
  for (const requirement of items(place).filter((one) => members(one).length === 0)) {
    const message = `${who}: expected callers who all show who they are, or none, received {} beside requirements`;
    yield at('security', requirement, message, 'Remove {}, or write `security: []` for a public operation.');
  }
}

function* combination({ root }: Outline, who: string, requirement: Node): Iterable<Draft> {
  const kinds = members(requirement).map(([name]) => schemeOf(declaredScheme(root, name).value).kind);
  const keys = kinds.filter((kind) => kind === 'apiKey').length;
  if (keys === 0 || kinds.length === 1) return;
  const message = `${who}: expected one token or one key in a requirement, received ${show(requirement.value)}`;
  yield at('security', requirement, message, 'Keep one scheme, or make them alternatives: a list item for each.');
}

function* served(name: string, declared: Node): Iterable<Draft> {
  const scheme = schemeOf(declared.value);
  if (scheme.kind !== 'unserved') return;
  const message = `expected the security scheme "${name}" to be a token or a key, received ${scheme.received}: ${scheme.why}`;
  yield at('security', declared, message, scheme.fix);
}

/** A name between spaces, as a token carries them (RFC 6749, 3.3). */
const scopeForm = /^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/;

/** The scopes of OAuth 2 are declared; elsewhere the issuer alone knows them, or they are roles. */
function* wellNamed({ root }: Outline, who: string, declared: Node, scopes: Node): Iterable<Draft> {
  const known = scopesOfScheme(declared);
  for (const scope of items(scopes)) {
    const isDeclared = asObject(declared.value).type !== 'oauth2' || known.includes(textOf(scope.value));
    if (!isDeclared) {
      const all = declaredScopes(root).join(', ') || '(none are declared)';
      const message = `${who}: expected a scope of ${all}, received ${show(scope.value)}`;
      yield at('scopes', scope, message, 'Declare it in the flows of the security scheme, or correct it.');
    } else if (typeof scope.value !== 'string' || !scopeForm.test(scope.value)) {
      const message = `${who}: expected a scope of printable ASCII without spaces, quotes and backslashes, received ${show(scope.value)}`;
      yield at('scopes', scope, message, 'Name it so that a token can carry it among others.');
    }
  }
}
