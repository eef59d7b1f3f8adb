import { createHmac } from 'node:crypto';
import { secretKey } from './secret.ts';

export interface SignedMessage {
  /**
   * The same in every attempt, so that a receiver can drop repeats. The contract of events allows no full stop in it:
   * "It's important that both the message id and the timestamp not be user controlled, or at the very least not be
   * allowed to include any `.` to prevent certain attacks" (Standard Webhooks, "Signature scheme").
   */
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

/**
 * The headers of a signed webhook: HMAC-SHA256 over `id.timestamp.body`, by each of the secrets. A receiver takes a
 * message that one of the signatures, in a list with spaces between them, is of.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signedHeaders(
  { id, sentAt, body }: SignedMessage,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signatures = secrets.map(
    (secret) => `v1,${createHmac('sha256', secretKey(secret)).update(`${id}.${timestamp}.${body}`).digest('base64')}`,
  );
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures.join(' ') };
}
