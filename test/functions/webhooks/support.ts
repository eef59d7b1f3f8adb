import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { deliveryRequest } from '../../../functions/webhooks/delivery-request.ts';
import type { Attempt, DeliveryMessage, Progress, WebhookEvent } from '../../../functions/webhooks/domain/delivery.ts';
import type { Creation, SecretRotation } from '../../../functions/webhooks/domain/endpoint-decisions.ts';
import { newSecret } from '../../../functions/webhooks/secret.ts';

let clock = Date.parse('2026-11-22T12:00:00.000Z');
/** A millisecond after the instant before. */
export function instant(): string {
  clock += 1;
  return new Date(clock).toISOString();
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
export const newId = (prefix: string): string =>
  `${prefix}_${[...Array(26)].map(() => ALPHABET[Math.floor(Math.random() * ALPHABET.length)]).join('')}`;

export const creation = (over: Partial<Creation> = {}): Creation => ({
  tenant: 'acme',
  id: newId('whe'),
  fingerprint: 'f-1',
  draft: { url: 'https://example.com/hooks', events: ['orders.order.placed.v1'], description: 'Warehouse' },
  secret: newSecret(),
  stamp: { at: instant(), requestId: randomUUID(), correlationId: 'c-1' },
  ...over,
});

export const rotationOf = (
  { tenant, id }: Pick<Creation, 'tenant' | 'id'>,
  over: Partial<SecretRotation['rotation']> = {},
): SecretRotation => ({
  tenant,
  id,
  secret: newSecret(),
  rotation: { id: newId('key'), at: instant(), requestId: randomUUID(), ...over },
});

export function orderEvent(over: Partial<WebhookEvent> = {}): WebhookEvent {
  const id = newId('ord');
  const time = instant();
  return {
    specversion: '1.0',
    id: `${id}_1`,
    source: '/penstock/orders',
    type: 'orders.order.placed.v1',
    subject: id,
    time,
    datacontenttype: 'application/json',
    tenant: 'acme',
    correlationid: 'c-1',
    data: {
      order: {
        id,
        status: 'pending',
        currency: 'EUR',
        total: 2500,
        items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }],
        version: 1,
        createdAt: time,
        updatedAt: time,
      },
    },
    ...over,
  };
}

export const message = (endpointId: string, event = orderEvent(), redelivery?: string): DeliveryMessage =>
  deliveryRequest({ endpointId, event, now: new Date(instant()), ...(redelivery !== undefined && { redelivery }) });

export const progress = (of: DeliveryMessage, over: Partial<Attempt> = {}, status: Progress['status'] = 'pending') => ({
  message: of,
  attempt: { at: instant(), duration: 12, status: 500, error: 'answered 500', request: of.id, ...over },
  status,
});

export const success = (of: DeliveryMessage, at: string = instant()): Progress => ({
  message: of,
  attempt: { at, duration: 12, status: 200, request: of.id },
  status: 'delivered',
});

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Seconds that a timestamp may be off. */
const TOLERANCE = 5 * 60;

/** What a subscriber does by Standard Webhooks: whether one of the signatures fits and is fresh. */
export function isSigned({ headers, body }: SignedRequest, secret: string, now: number = Date.now()): boolean {
  const timestamp = String(headers['webhook-timestamp']);
  if (Math.abs(now / 1000 - Number(timestamp)) > TOLERANCE) return false;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const expected = createHmac('sha256', key).update(`${headers['webhook-id']}.${timestamp}.${body}`).digest();
  return String(headers['webhook-signature'])
    .split(' ')
    .filter((part) => part.startsWith('v1,'))
    .map((part) => Buffer.from(part.slice(3), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected));
}
