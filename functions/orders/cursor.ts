import { createHash } from 'node:crypto';

/** What a cursor belongs to: it goes on in this list only. */
export interface CursorScope {
  readonly tenant: string;
  readonly status: string | undefined;
}

const CHECK_BYTES = 12;

/**
 * The position in a list as an opaque text. Its check ties it to the tenant and the filter. It needs no secret: a
 * forged cursor could only name another position in the forger's own list.
 */
export function encodeCursor(position: string, scope: CursorScope): string {
  return Buffer.concat([check(position, scope), Buffer.from(position)]).toString('base64url');
}

/** The position; undefined when the cursor is damaged or belongs to another list. */
export function decodeCursor(cursor: string, scope: CursorScope): string | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  const position = bytes.subarray(CHECK_BYTES).toString('utf8');
  return encodeCursor(position, scope) === cursor ? position : undefined;
}

const check = (position: string, { tenant, status }: CursorScope): Buffer =>
  createHash('sha256')
    .update(JSON.stringify([tenant, status ?? null, position]))
    .digest()
    .subarray(0, CHECK_BYTES);
