import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { TransientError } from 'penstock/runtime/queue/failures';

/** The key that the provider knows us by. */
export interface Credential {
  get(signal: AbortSignal): Promise<string>;
  /** The provider refused it: it may have been rotated, so the next call reads it again. */
  forget(): void;
}

/** Milliseconds after which a rotated secret is noticed even if the old one still works. */
const MAX_AGE = 5 * 60 * 1000;
/** Milliseconds until the next try when the secret could not be read and the known key goes on being used. */
const RETRY_AFTER = 30 * 1000;

interface Kept {
  readonly apiKey: string;
  readonly until: number;
}

/**
 * The member `apiKey` of a JSON secret, read at its first use, once for all who wait for it. A key that was not refused
 * outlives a failure to read it again. Nothing of the secret is ever in an error.
 */
export function secretCredential(
  client: SecretsManagerClient,
  secretId: string,
  now: () => number = Date.now,
): Credential {
  let kept: Kept | undefined;
  let refreshing: Promise<Kept> | undefined;
  // Without anybody's signal, as it is not for one caller only; the client's own timeouts end it.
  const read = async (): Promise<Kept> => {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: secretId }));
    return { apiKey: apiKeyOf(SecretString), until: now() + MAX_AGE };
  };
  const refresh = (): Promise<Kept> => {
    const known = kept;
    // False once the key was forgotten: then neither the known one nor what is read here may be the one to use.
    const isCurrent = (): boolean => refreshing === mine;
    const mine: Promise<Kept> = read()
      .catch((error) => {
        if (known === undefined || !isCurrent()) throw error;
        return { apiKey: known.apiKey, until: now() + RETRY_AFTER };
      })
      .then((next) => {
        if (isCurrent()) kept = next;
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
      const { apiKey } = kept !== undefined && now() < kept.until ? kept : await (refreshing ?? refresh());
      signal.throwIfAborted();
      return apiKey;
    },
    forget: () => {
      kept = undefined;
      refreshing = undefined;
    },
  };
}

function apiKeyOf(text = ''): string {
  const { apiKey } = parse(text);
  // What a header can carry; a person may put the secret right while messages wait.
  if (typeof apiKey === 'string' && /^[\x21-\x7e]+$/.test(apiKey)) return apiKey;
  throw new TransientError('credential-missing', "The payment provider's secret has no usable member apiKey");
}

function parse(text: string): { readonly apiKey?: unknown } {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
