import { ClientError } from './errors.ts';

/** What a webhook carries: a CloudEvent 1.0. */
export interface CloudEvent<Type extends string = string, Data = unknown> {
  readonly specversion: '1.0';
  /** The same in each delivery: what you have seen, drop. */
  readonly id: string;
  readonly source: string;
  readonly type: Type;
  readonly subject: string;
  /** RFC 3339. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly tenant: string;
  readonly correlationid: string;
  readonly traceparent?: string;
  readonly data: Data;
}

/** A webhook as it came. */
export interface WebhookRequest {
  readonly headers: Headers | Readonly<Record<string, string | readonly string[] | undefined>>;
  /** To the byte, before any parser has touched it. */
  readonly body: string | Uint8Array<ArrayBuffer>;
}

export interface WebhookOptions {
  /**
   * How far off the sender's clock may be.
   *
   * @default 300
   */
  readonly toleranceSeconds?: number;
  /** Milliseconds since the epoch; for tests. */
  readonly now?: () => number;
}

/** It was not sent by whoever has the secret, or not lately: answer 400 and do nothing with it. */
export class WebhookVerificationError extends ClientError {
  override readonly name = 'WebhookVerificationError';
}

/**
 * Verifies the signature of a webhook and gives its event. Any of its `v1` signatures may be of any of the secrets: while
 * one is replaced there are two of each.
 *
 * @param secrets `whsec_` and base64
 * @throws WebhookVerificationError
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export async function verifyWebhook<Event = CloudEvent>(
  { headers, body }: WebhookRequest,
  secrets: string | readonly string[],
  { toleranceSeconds = 300, now = Date.now }: WebhookOptions = {},
): Promise<Event> {
  const headerOf = (name: string) => {
    const value = headers instanceof Headers ? headers.get(name) : headers[name];
    if (typeof value !== 'string' || value === '') throw new WebhookVerificationError(`The webhook has no ${name}.`);
    return value;
  };
  const [id, timestamp, signatures] = [
    headerOf('webhook-id'),
    headerOf('webhook-timestamp'),
    headerOf('webhook-signature'),
  ];
  const offSeconds = Math.abs(now() / 1000 - Number(timestamp));
  if (!/^\d+$/.test(timestamp) || offSeconds > toleranceSeconds)
    throw new WebhookVerificationError(`The webhook is of another time: its webhook-timestamp is ${timestamp}.`);
  const bytes = typeof body === 'string' ? encoder.encode(body) : body;
  const signed = joined(encoder.encode(`${id}.${timestamp}.`), bytes);
  for (const secret of [secrets].flat()) if (await isSigned(signed, signatures, secret)) return parsed<Event>(bytes);
  throw new WebhookVerificationError('The webhook is signed by none of the secrets.');
}

const encoder = new TextEncoder();

async function isSigned(signed: Uint8Array<ArrayBuffer>, signatures: string, secret: string): Promise<boolean> {
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', secretBytes(secret), hmac, false, ['verify']);
  for (const signature of signatures.split(' ')) {
    const [version, value = ''] = signature.split(',');
    const given = version === 'v1' ? decoded(value) : undefined;
    if (given !== undefined && (await crypto.subtle.verify('HMAC', key, given, signed))) return true;
  }
  return false;
}

/** A mistake of the receiver, not of whoever sent the webhook. */
function secretBytes(secret: string): Uint8Array<ArrayBuffer> {
  const bytes = secret.startsWith('whsec_') ? decoded(secret.slice('whsec_'.length)) : undefined;
  if (bytes === undefined || bytes.length === 0)
    throw new TypeError('secret: expected whsec_ and base64, as the API answered when the endpoint was created');
  return bytes;
}

function decoded(base64: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function parsed<Event>(bytes: Uint8Array): Event {
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new WebhookVerificationError('The webhook is signed, and its body is not JSON.', { cause });
  }
}
