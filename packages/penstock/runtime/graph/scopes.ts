import { type FieldDefinitionNode, type GraphQLSchema, getDirectiveValues } from 'graphql';
import { Problem } from '../problem/problem.ts';

/** The lists of `@requiresScopes` on a field; undefined where it has none. */
export function scopesNeeded(
  schema: GraphQLSchema,
  node: FieldDefinitionNode | null | undefined,
): readonly (readonly string[])[] | undefined {
  const directive = schema.getDirective('requiresScopes');
  const values = directive == null || node == null ? undefined : getDirectiveValues(directive, node);
  return values && (values.scopes as readonly (readonly string[])[]);
}

/** Throws where a caller has all the scopes of none of the lists: routers may enforce them, and so does the graph. */
export function requireScopes(lists: readonly (readonly string[])[], scopes: readonly string[]): void {
  if (lists.some((list) => list.every((scope) => scopes.includes(scope)))) return;
  const missing = lists.map((list) => list.filter((scope) => !scopes.includes(scope)).join(' ')).join(', or ');
  throw new Problem('forbidden', `The token lacks the scope ${missing}.`);
}
