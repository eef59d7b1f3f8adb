import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileMode } from '../private-files.ts';

/** The issuer's key pair, with the id that tokens name it by. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonWebKey;
}

/** Reads the RSA key kept in `file`, or makes one and keeps it there, for its owner alone. Without a file: a new one. */
export function signingKey(file?: string): SigningKey {
  const privateKey = file !== undefined && existsSync(file) ? createPrivateKey(readFileSync(file)) : create(file);
  const publicJwk = createPublicKey(privateKey).export({ format: 'jwk' });
  return { id: thumbprint(publicJwk), privateKey, publicJwk };
}

function create(file: string | undefined): KeyObject {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  if (file !== undefined) writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: fileMode });
  return privateKey;
}

/** RFC 7638: the hash of the required members in lexical order. */
function thumbprint({ e, kty, n }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}
