import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/**
 * A key of a stage: `pk_<stage>_<id>_<secret>`. The id finds what is stored of it; of the whole there is a SHA-256 alone.
 * Its secret has 256 random bits, so that no slow hash has to make up for a weak one.
 */
export interface ApiKey {
  readonly id: string;
  readonly text: string;
}

/** What a stage's table holds of a key: one item, under `id`. */
export interface StoredKey {
  readonly id: string;
  /** SHA-256 of the whole key, in hexadecimal. */
  readonly hash: string;
  readonly tenant: string;
  readonly plan: string;
  readonly scopes: readonly string[];
  /** ISO 8601. */
  readonly createdAt: string;
  /** What people know it by. */
  readonly label: string;
}

/** What is stored of a key; undefined for one that nobody made, or that is revoked. */
export type FindKey = (text: string) => Promise<StoredKey | undefined>;

const form = /^pk_([a-z][a-z0-9-]{0,15})_([0-9a-f]{16})_[A-Za-z0-9_-]{43}$/;
export const keyId = /^[0-9a-f]{16}$/;

export function newApiKey(stage: string): ApiKey {
  const id = randomBytes(8).toString('hex');
  return { id, text: `pk_${stage}_${id}_${randomBytes(32).toString('base64url')}` };
}

/** The id of a key of this stage; undefined for any other text. */
export function idOfKey(stage: string, text: string): string | undefined {
  const [, of, id] = form.exec(text) ?? [];
  return of === stage ? id : undefined;
}

export const hashOfKey = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Takes as long whatever the two have in common. */
export function isKeyOf({ hash }: Pick<StoredKey, 'hash'>, text: string): boolean {
  const [kept, shown] = [hash, hashOfKey(text)].map((one) => Buffer.from(one));
  return kept !== undefined && shown !== undefined && kept.length === shown.length && timingSafeEqual(kept, shown);
}
