import { createHmac, timingSafeEqual } from 'node:crypto';

/** A webhook as it came: its headers by lower-case name, its body to the byte. */
export interface ReceivedWebhook {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export type Verdict = { readonly kind: 'verified' } | { readonly kind: 'refused'; readonly reason: string };

/** Seconds that a webhook may be old, or from the future. */
const tolerance = 300;

/**
 * Verifies a webhook's signature as a subscriber should: any of its `v1` signatures may be the one.
 *
 * @param secret `whsec_` and base64
 * @param now milliseconds since the epoch
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verifyWebhook({ headers, body }: ReceivedWebhook, secret: string, now = Date.now()): Verdict {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => {
    const value = headers[name];
    return typeof value === 'string' ? value : '';
  });
  if (!id || !timestamp || !signatures)
    return refused('a header of webhook-id, webhook-timestamp, webhook-signature is missing');
  if (!/^\d{1,12}$/.test(timestamp)) return refused(`webhook-timestamp is no number of seconds: ${timestamp}`);
  const age = Math.abs(now / 1000 - Number(timestamp));
  if (age > tolerance) return refused(`webhook-timestamp is ${Math.round(age)} s from now, more than ${tolerance}`);
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
  const matches = signatures.split(' ').some((signature) => {
    const [version, value] = signature.split(',');
    const given = Buffer.from(value ?? '', 'base64');
    return version === 'v1' && given.length === expected.length && timingSafeEqual(given, expected);
  });
  return matches ? { kind: 'verified' } : refused('no signature is of this secret and body');
}

/** Whether a secret has the form that verification needs. */
export function isWebhookSecret(secret: string): boolean {
  return /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(secret);
}

function refused(reason: string): Verdict {
  return { kind: 'refused', reason };
}
