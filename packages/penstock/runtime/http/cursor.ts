import { createHash } from 'node:crypto';

/** The list that a cursor belongs to, and goes on in. */
export interface CursorList {
  /** Names the list: the tenant, and what else it is of or filtered by. */
  readonly scope: readonly (string | null)[];
  /** Whether a text is a position of such a list: all that the list's key needs, and nothing else. */
  readonly isPosition: (text: string) => boolean;
}

const CHECK_BYTES = 12;

/**
 * The position in a list as an opaque text. Its check ties it to the list that the scope names. It needs no secret: a
 * forged cursor could only name another position in the forger's own list.
 */
export const encodeCursor = (position: string, { scope }: Pick<CursorList, 'scope'>): string =>
  Buffer.concat([check(position, scope), Buffer.from(position)]).toString('base64url');

/** The position; undefined when the cursor is damaged, belongs to another list or holds no position of this one. */
export function decodeCursor(cursor: string, list: CursorList): string | undefined {
  const position = Buffer.from(cursor, 'base64url').subarray(CHECK_BYTES).toString('utf8');
  return encodeCursor(position, list) === cursor && list.isPosition(position) ? position : undefined;
}

const check = (position: string, scope: CursorList['scope']): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([...scope, position]))
    .digest()
    .subarray(0, CHECK_BYTES);
