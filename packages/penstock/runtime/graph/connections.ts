import { type CursorList, decodeCursor, encodeCursor } from '../http/cursor.ts';
import { Problem } from '../problem/problem.ts';

interface PageQuery {
  readonly limit: number;
  readonly cursor?: string;
}

/**
 * Where a page begins. Its cursors are those of the REST list.
 *
 * @param argument the one that the cursor came by
 * @throws Problem `invalid-parameter` for a cursor that is none of this list
 */
export function pageOf({ limit, cursor }: PageQuery, list: CursorList, argument = 'after') {
  if (cursor === undefined) return { limit };
  const after = decodeCursor(cursor, list);
  if (after !== undefined) return { limit, after };
  const detail = 'is damaged or belongs to another list; take endCursor from a page of the same list and filter';
  throw new Problem('invalid-parameter', `The argument ${argument} ${detail}.`, {
    errors: [{ parameter: argument, detail }],
  });
}

/** A page of a list as a connection, with what to ask for the next one with. */
export const connectionOf = <Node>(nodes: readonly Node[], next: string | undefined, list: CursorList) => ({
  nodes,
  pageInfo: { hasNextPage: next !== undefined, endCursor: next === undefined ? null : encodeCursor(next, list) },
});
