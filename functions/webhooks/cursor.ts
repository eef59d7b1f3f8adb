import { createHash } from 'node:crypto';

const CHECK_BYTES = 12;

/**
 * The position in a list as an opaque text. Its check ties it to the list that the scope names. It needs no secret: a
 * forged cursor could only name another position in the forger's own list.
 */
export const encodeCursor = (position: string, scope: readonly string[]): string =>
  Buffer.concat([check(position, scope), Buffer.from(position)]).toString('base64url');

/** The position; undefined when the cursor is damaged or belongs to another list. */
export function decodeCursor(cursor: string, scope: readonly string[]): string | undefined {
  const position = Buffer.from(cursor, 'base64url').subarray(CHECK_BYTES).toString('utf8');
  return encodeCursor(position, scope) === cursor ? position : undefined;
}

const check = (position: string, scope: readonly string[]): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([...scope, position]))
    .digest()
    .subarray(0, CHECK_BYTES);
