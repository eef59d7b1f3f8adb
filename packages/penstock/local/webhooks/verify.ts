import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { text } from '../json.ts';

/** A webhook as it came: its headers by lower-case name, its body to the byte. */
export interface ReceivedWebhook {
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

export type Verdict = { readonly kind: 'verified' } | { readonly kind: 'refused'; readonly reason: string };

/**
 * Verifies a webhook's signature as a subscriber does, with the library of Standard Webhooks: it shares no code with what
 * signs. Any of the `v1` signatures may match; the timestamp may be 300 s off.
 *
 * @param secret `whsec_` and base64
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function verifyWebhook({ headers, body }: ReceivedWebhook, secret: string): Verdict {
  const signed = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, text(headers[name]) ?? '']),
  );
  try {
    new Webhook(secret).verify(body, signed, { jsonParse: false });
    return { kind: 'verified' };
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    return { kind: 'refused', reason: error.message };
  }
}

/** `whsec_` and base64 of 24 bytes or more, padded: the library decodes no other. */
const WEBHOOK_SECRET = /^whsec_(?=.{32})(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export const isWebhookSecret = (secret: string): boolean => WEBHOOK_SECRET.test(secret);
