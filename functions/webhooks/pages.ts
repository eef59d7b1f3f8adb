import { Problem } from '../platform/problem/problem.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/** Where a page begins. Throws invalid-parameter for a cursor of another list. */
export function startOf({ limit, cursor }: PageQuery, scope: readonly string[]) {
  if (cursor === undefined) return { limit };
  const after = decodeCursor(cursor, scope);
  if (after !== undefined) return { limit, after };
  const detail = 'is damaged or belongs to another list; take nextCursor from a page of the same list';
  throw new Problem('invalid-parameter', `The parameter cursor ${detail}.`, {
    errors: [{ parameter: 'cursor', detail }],
  });
}

/** A page and a link to the next one (RFC 8288), relative to the host. */
export function pageAnswer<Item>(
  items: readonly Item[],
  next: string | undefined,
  { url, limit, scope }: { readonly url: string; readonly limit: number; readonly scope: readonly string[] },
) {
  if (next === undefined) return { status: 200 as const, body: { items, nextCursor: null } };
  const nextCursor = encodeCursor(next, scope);
  const query = new URLSearchParams({ limit: String(limit), cursor: nextCursor });
  return { status: 200 as const, body: { items, nextCursor }, headers: { Link: `<${url}?${query}>; rel="next"` } };
}
