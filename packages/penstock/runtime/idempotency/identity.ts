import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

/** Crockford's base32 in lower case: no i, l, o or u. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
/** 26 characters carry 130 of the hash's 256 bits: two of a billion keys collide with a chance under 10^-20. */
const ID_LENGTH = 26;

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();

/** The id of what a request creates: the same tenant, operation and key always give the same one. */
export function deterministicId(prefix: string, tenant: string, operationId: string, key: string): string {
  const digest = sha256(JSON.stringify([tenant, operationId, key]));
  let bits = BigInt(`0x${digest.toString('hex')}`) >> BigInt(256 - ID_LENGTH * 5);
  let id = '';
  for (let index = 0; index < ID_LENGTH; index += 1) {
    id = `${ALPHABET[Number(bits & 31n)]}${id}`;
    bits >>= 5n;
  }
  return `${prefix}${id}`;
}

export interface FingerprintedRequest {
  readonly operationId: string;
  readonly path: Readonly<Record<string, unknown>>;
  readonly body: unknown;
}

/** Equal for requests that ask the same, in base64url; the order of members does not matter. */
export function fingerprint({ operationId, path, body }: FingerprintedRequest): string {
  return sha256(canonicalJson([operationId, path, body ?? null])).toString('base64url');
}
