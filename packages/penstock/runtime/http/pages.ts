import { Problem } from '../problem/problem.ts';
import { type CursorList, decodeCursor, encodeCursor } from './cursor.ts';

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/** Where a page begins. Throws invalid-parameter for a cursor that is none of this list. */
export function startOf({ limit, cursor }: PageQuery, list: CursorList) {
  if (cursor === undefined) return { limit };
  const after = decodeCursor(cursor, list);
  if (after !== undefined) return { limit, after };
  const detail = 'is damaged or belongs to another list; take nextCursor from a page of the same list and filter';
  throw new Problem('invalid-parameter', `The parameter cursor ${detail}.`, {
    errors: [{ parameter: 'cursor', detail }],
  });
}

/** What names the next page, on whichever door it is asked for; undefined after the last. */
export const nextCursorOf = (next: string | undefined, list: CursorList): string | undefined =>
  next === undefined ? undefined : encodeCursor(next, list);

export interface PageLink {
  /** The path as the caller wrote it. */
  readonly url: string;
  /** The parameters that the next page is asked for with, beside its cursor. */
  readonly query: Readonly<Record<string, string | number | undefined>>;
  readonly list: CursorList;
}

/** A page and a link to the next one (RFC 8288), relative to the host. */
export function pageAnswer<Item>(items: readonly Item[], next: string | undefined, { url, query, list }: PageLink) {
  if (next === undefined) return { status: 200 as const, body: { items, nextCursor: null } };
  const nextCursor = encodeCursor(next, list);
  const asked = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const search = new URLSearchParams([...asked, ['cursor', nextCursor]]);
  const Link = `<${url}?${search}>; rel="next"`;
  return { status: 200 as const, body: { items, nextCursor }, headers: { Link } };
}
