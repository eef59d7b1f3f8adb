import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { lazy } from '../lazy.ts';
import { fileMode } from '../private-files.ts';

/** The issuer's key pair, with the id that tokens name it by. */
export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonWebKey;
}

/**
 * Reads the RSA key kept in `file`, or makes one and keeps it there, for its owner alone. Without a file: a new one, once
 * it is asked for, since to make one takes 0.1 s of the processor and many a cloud signs nothing.
 */
export function signingKey(file?: string): SigningKey {
  const key = lazy(() => read(file) ?? create(file));
  if (file !== undefined) key();
  const publicJwk = lazy(() => createPublicKey(key()).export({ format: 'jwk' }));
  return {
    get id() {
      return thumbprint(publicJwk());
    },
    get privateKey() {
      return key();
    },
    get publicJwk() {
      return publicJwk();
    },
  };
}

const read = (file: string | undefined): KeyObject | undefined =>
  file !== undefined && existsSync(file) ? createPrivateKey(readFileSync(file)) : undefined;

function create(file: string | undefined): KeyObject {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  if (file !== undefined) writeFileSync(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: fileMode });
  return privateKey;
}

/** RFC 7638: the hash of the required members in lexical order. */
function thumbprint({ e, kty, n }: JsonWebKey): string {
  return createHash('sha256').update(JSON.stringify({ e, kty, n })).digest('base64url');
}
