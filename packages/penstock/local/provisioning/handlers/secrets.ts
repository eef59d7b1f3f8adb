import type { Secret } from '../../secrets/secrets.ts';
import type { Handler } from '../handler.ts';

/** The secrets that functions may read now. */
export interface CurrentSecrets {
  now(): readonly Secret[];
  put(secret: Secret): void;
  remove(arn: string): void;
}

export function createCurrentSecrets(): CurrentSecrets {
  const secrets = new Map<string, Secret>();
  return {
    now: () => [...secrets.values()],
    put: (secret) => void secrets.set(secret.arn, secret),
    remove: (arn) => void secrets.delete(arn),
  };
}

/** @param forget drops the value that was generated for an ARN */
export function secretHandler(current: CurrentSecrets, forget: (arn: string) => void): Handler {
  return {
    put: async ({ id }, { secrets }) => {
      const secret = secrets.find(({ arn }) => arn === id);
      if (secret !== undefined) current.put(secret);
    },
    remove: async ({ id }, keepsData) => {
      current.remove(id);
      if (!keepsData) forget(id);
    },
  };
}
