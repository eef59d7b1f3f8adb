import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { createLocalJWKSet, errors, type JSONWebKeySet, type JWTVerifyGetKey } from 'jose';

/** Milliseconds to wait for the issuer's keys, to keep them, and not to ask again for a key that is not among them. */
const TIMEOUT_MS = 2000;
const MAX_AGE_MS = 600_000;
const COOLDOWN_MS = 30_000;
/** Bytes of a key set; those of large issuers have some ten keys of 2 KB. */
const MAX_BYTES = 256 * 1024;

/** The issuer's keys can't be had: no token is to blame. */
export class IssuerUnavailable extends Error {
  override readonly name = 'IssuerUnavailable';
}

interface KeptKeys {
  readonly find: JWTVerifyGetKey;
  readonly readAt: number;
}

/**
 * The keys of an issuer, read at the first token and kept. A token whose key is not among them has them read again, though
 * not more often than the cooldown lets it: anyone can name a key.
 */
export function issuerKeys(jwksUri: string, now: () => number = Date.now): JWTVerifyGetKey {
  const url = new URL(jwksUri);
  let kept: KeptKeys | undefined;
  let reading: Promise<KeptKeys> | undefined;
  const read = (): Promise<KeptKeys> => {
    reading ??= readKeys(url)
      .then((keys) => {
        kept = { find: createLocalJWKSet(keys), readAt: now() };
        return kept;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  };
  return async (header, token) => {
    const keys = kept !== undefined && now() < kept.readAt + MAX_AGE_MS ? kept : await read();
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof errors.JWKSNoMatchingKey) || now() < keys.readAt + COOLDOWN_MS) throw error;
      return (await read()).find(header, token);
    }
  };
}

async function readKeys(url: URL): Promise<JSONWebKeySet> {
  try {
    const keys: unknown = JSON.parse(await readText(url));
    if (!isKeySet(keys)) throw new TypeError('expected { "keys": [...] } (RFC 7517, 5)');
    return keys;
  } catch (cause) {
    throw new IssuerUnavailable(`The keys at ${url.origin}${url.pathname} could not be read`, { cause });
  }
}

const isKeySet = (value: unknown): value is JSONWebKeySet =>
  Array.isArray(Object(value).keys) &&
  (value as JSONWebKeySet).keys.every((key: unknown) => typeof key === 'object' && key !== null);

/** node:https rather than fetch: undici would be most of the authorizer's cold start. A redirect is no answer. */
function readText(url: URL): Promise<string> {
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      headers: { Accept: 'application/json, application/jwk-set+json' },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => bodyOf(incoming).then(resolve, reject));
    outgoing.end();
  });
}

async function bodyOf(incoming: IncomingMessage): Promise<string> {
  if (incoming.statusCode !== 200) {
    incoming.destroy();
    throw new Error(`expected status 200, received ${incoming.statusCode}`);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    // Leaving the loop ends the connection.
    if (size > MAX_BYTES) throw new RangeError(`expected ${MAX_BYTES} bytes or fewer`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
