import { Problem } from '../problem/problem.ts';

/** Throws where a caller has all the scopes of none of the lists: routers may enforce them, and so does the graph. */
export function requireScopes(lists: readonly (readonly string[])[], scopes: readonly string[]): void {
  if (lists.some((list) => list.every((scope) => scopes.includes(scope)))) return;
  const missing = lists.map((list) => list.filter((scope) => !scopes.includes(scope)).join(' ')).join(', or ');
  throw new Problem('forbidden', `The token lacks the scope ${missing}.`);
}
