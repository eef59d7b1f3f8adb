import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { TransientError } from '../../platform/queue/failures.ts';

/** The key that the provider knows us by. */
export interface Credential {
  get(signal: AbortSignal): Promise<string>;
  /** The provider refused it: it may have been rotated, so the next call reads it again. */
  forget(): void;
}

/** Milliseconds after which a rotated secret is noticed even if the old one still works. */
const MAX_AGE = 5 * 60 * 1000;

/**
 * The member `apiKey` of a JSON secret, read at its first use. Nothing of the secret is ever in an error.
 */
export function secretCredential(
  client: SecretsManagerClient,
  secretId: string,
  now: () => number = Date.now,
): Credential {
  let kept: { readonly apiKey: string; readonly until: number } | undefined;
  return {
    get: async (signal) => {
      if (kept === undefined || kept.until <= now()) {
        const command = new GetSecretValueCommand({ SecretId: secretId });
        const { SecretString } = await client.send(command, { abortSignal: signal });
        kept = { apiKey: apiKeyOf(SecretString), until: now() + MAX_AGE };
      }
      return kept.apiKey;
    },
    forget: () => {
      kept = undefined;
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
