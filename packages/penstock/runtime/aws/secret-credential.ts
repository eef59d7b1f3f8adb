import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { TransientError } from '../core/failures.ts';

/** A key that somebody else issued and may rotate: what a provider knows us by. */
export interface Credential {
  get(signal: AbortSignal): Promise<string>;
  /** It was refused: it may have been rotated, so the next call reads it again. */
  forget(): void;
}

/** Milliseconds after which a rotated secret is noticed even if the old one still works. */
const MAX_AGE_MS = 5 * 60 * 1000;
/** Milliseconds until the next try when the secret could not be read and the known key goes on being used. */
const RETRY_AFTER_MS = 30 * 1000;

export interface SecretPlace {
  readonly secretId: string;
  /** The member of the secret's JSON that is the key. */
  readonly member: string;
  /** Whose key it is, for the error that says that it is missing. */
  readonly of: string;
}

interface CachedKey {
  readonly key: string;
  readonly until: number;
}

/**
 * A member of a JSON secret, read at its first use, once for all who wait for it. A key that was not refused
 * outlives a failure to read it again. Nothing of the secret is ever in an error.
 */
export function secretCredential(
  client: SecretsManagerClient,
  { secretId, member, of }: SecretPlace,
  now: () => number = Date.now,
): Credential {
  let cached: CachedKey | undefined;
  let refreshing: Promise<CachedKey> | undefined;
  const keyIn = (text = ''): string => {
    const key = parse(text)[member];
    // What a header can carry; a person may put the secret right while calls wait.
    if (typeof key === 'string' && /^[\x21-\x7e]+$/.test(key)) return key;
    throw new TransientError('credential-missing', `The secret of ${of} has no usable member ${member}`);
  };
  // Without anybody's signal, as it is not for one caller only; the client's own timeouts end it.
  const read = async (): Promise<CachedKey> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return { key: keyIn(SecretString), until: now() + MAX_AGE_MS };
  };
  const refresh = (): Promise<CachedKey> => {
    const known = cached;
    // False once the key was forgotten: then neither the known one nor what is read here may be the one to use.
    const isCurrent = (): boolean => refreshing === mine;
    const mine: Promise<CachedKey> = read()
      .catch((error) => {
        if (known === undefined || !isCurrent()) throw error;
        return { key: known.key, until: now() + RETRY_AFTER_MS };
      })
      .then((next) => {
        if (isCurrent()) cached = next;
        return next;
      })
      .finally(() => {
        if (isCurrent()) refreshing = undefined;
      });
    refreshing = mine;
    return mine;
  };
  return {
    get: async (signal) => {
      const { key } = cached !== undefined && now() < cached.until ? cached : await (refreshing ?? refresh());
      signal.throwIfAborted();
      return key;
    },
    forget: () => {
      cached = undefined;
      refreshing = undefined;
    },
  };
}

function parse(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
