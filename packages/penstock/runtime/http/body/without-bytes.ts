import { createHash } from 'node:crypto';

/** A body with a digest in place of all bytes: what a request asks for is compared by it. */
export function withoutBytes(body: unknown): unknown {
  if (body instanceof Uint8Array) return { sha256: createHash('sha256').update(body).digest('base64url') };
  if (typeof body !== 'object' || body === null || !hasBytes(body)) return body;
  if (Array.isArray(body)) return body.map(withoutBytes);
  return Object.fromEntries(Object.entries(body).map(([name, member]) => [name, withoutBytes(member)]));
}

/** Files are members of a form, or in lists of them: nothing deeper is looked at. */
const hasBytes = (body: object, depth = 0): boolean =>
  body instanceof Uint8Array ||
  (depth < 3 &&
    Object.values(body).some((member) => typeof member === 'object' && member !== null && hasBytes(member, depth + 1)));
