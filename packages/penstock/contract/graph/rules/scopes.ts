import { isNonNullType } from 'graphql';
import { show } from '../../json.ts';
import { tokenScopes } from '../../security.ts';
import {
  about,
  directiveNode,
  type GraphDraft,
  type GraphOutline,
  type GraphRule,
  type OutlinedField,
  valuesOf,
} from '../outline.ts';
import { scopesOf } from '../scopes.ts';

/** What is guarded names scopes that there are, those of its operation among them, and can be refused alone. */
export const scopes: GraphRule = function* (outline) {
  for (const field of outline.fields) yield* ofField(outline, field);
};

function* ofField({ schema, contract }: GraphOutline, one: OutlinedField): Iterable<GraphDraft> {
  const { coordinate, node, operation, field } = one;
  const at = { coordinate, node: directiveNode(node, 'requiresScopes') };
  const needed = operation === undefined ? [] : tokenScopes(operation);
  const isGuarded = needed.length > 0 && needed.every(({ length }) => length > 0);
  const alternatives = scopesOf(valuesOf(schema, 'requiresScopes', node));
  const written = `@requiresScopes(scopes: ${show(isGuarded ? needed : [['scope']])})`;
  if (alternatives === undefined) {
    if (!isGuarded) return;
    const message = `expected the scopes of ${operation?.operationId} on the field that serves it, received none`;
    yield about('graph-scopes', at, message, `Write ${written}.`);
    return;
  }
  if (alternatives.length === 0 || alternatives.some(({ length }) => length === 0)) {
    const message = `expected lists of scopes, received ${show(alternatives)}: nobody, or anybody, would have them`;
    yield about('graph-scopes', at, message, 'Name at least one scope in each list.');
  }
  for (const name of new Set(alternatives.flat().filter((scope) => !contract.scopes.includes(scope)))) {
    const message = `expected a scope of ${contract.scopes.join(', ')}, received ${show(name)}`;
    yield about('graph-scopes', at, message, 'Declare it in openapi.yaml, or correct it.');
  }
  if (isGuarded && alternatives.some((list) => !needed.some((set) => set.every((scope) => list.includes(scope))))) {
    const message = `expected ${needed.map((set) => set.join(' and ')).join(', or ')} of ${operation?.operationId} in every list, received ${show(alternatives)}`;
    yield about('graph-scopes', at, message, `Write ${written}, or more scopes.`);
  }
  if (isNonNullType(field.type)) {
    const message = `expected a guarded field that can be null, received ${field.type}: refused, it would take all of the answer along`;
    yield about('graph-nullable', { coordinate, node: node.type }, message, `Write ${field.type.ofType}.`);
  }
}
