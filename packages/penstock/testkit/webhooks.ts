import { randomUUID } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { endpointCooldowns } from '../runtime/webhooks/cooldown/endpoint-cooldowns.ts';
import type { Attempt, Progress } from '../runtime/webhooks/deliveries/delivery.ts';
import { deliveryRequest } from '../runtime/webhooks/deliveries/delivery-request.ts';
import type { Creation, SecretRotation } from '../runtime/webhooks/endpoints/endpoint-decisions.ts';
import type { DeliveryMessage, WebhookEvent } from '../runtime/webhooks/event.ts';
import { newSecret } from '../runtime/webhooks/signing/secret.ts';
import { inMemoryCooldowns } from './in-memory-cooldowns.ts';
import { inMemoryDeliveries } from './in-memory-deliveries.ts';
import { inMemoryEndpoints } from './in-memory-endpoints.ts';

export type { Creation } from '../runtime/webhooks/endpoints/endpoint-decisions.ts';
export { OVERLAP_MS, SHOWN_FOR_MS } from '../runtime/webhooks/endpoints/endpoint-secrets.ts';
export type { DeliveryMessage, WebhookEvent } from '../runtime/webhooks/event.ts';

/** What endpoints, deliveries and cooldowns are stored in, in memory. */
export const inMemoryWebhooks = () => ({
  endpoints: inMemoryEndpoints(),
  deliveries: inMemoryDeliveries(),
  cooldowns: endpointCooldowns(inMemoryCooldowns(), Date.now),
});

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
  draft: { url: 'https://example.com/hooks', events: ['shop.parcel.sent.v1'], description: 'Warehouse' },
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

export function webhookEvent(over: Partial<WebhookEvent> = {}): WebhookEvent {
  const id = newId('par');
  return {
    specversion: '1.0',
    id: `${id}_1`,
    source: '/penstock/shop',
    type: 'shop.parcel.sent.v1',
    subject: id,
    time: instant(),
    datacontenttype: 'application/json',
    tenant: 'acme',
    correlationid: 'c-1',
    data: { parcel: { id, to: 'Ghent', grams: 1250, version: 1 } },
    ...over,
  };
}

export const deliveryMessage = { type: 'webhooks.delivery.requested.v1', source: '/penstock/webhooks' };

/** What asks for a delivery, the first time or, by the name of a request, once more. */
export const message = (endpointId: string, event = webhookEvent(), redelivery?: string): DeliveryMessage =>
  deliveryRequest({
    as: deliveryMessage,
    endpointId,
    event,
    now: new Date(instant()),
    ...(redelivery !== undefined && { redelivery }),
  });

export const progress = (of: DeliveryMessage, over: Partial<Attempt> = {}, status: Progress['status'] = 'pending') => ({
  message: of,
  attempt: { at: instant(), durationMs: 12, status: 500, error: 'answered 500', request: of.id, ...over },
  status,
});

export const success = (of: DeliveryMessage, at: string = instant()): Progress => ({
  message: of,
  attempt: { at, durationMs: 12, status: 200, request: of.id },
  status: 'delivered',
});

export interface SignedRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** Seconds that a timestamp may be off. */
const TOLERANCE = 5 * 60;

/** Whether the library of Standard Webhooks makes one of the signatures, and it is fresh. `now`: milliseconds. */
export function isSigned({ headers, body }: SignedRequest, secret: string, now: number = Date.now()): boolean {
  const timestamp = Number(headers['webhook-timestamp']);
  if (!(Math.abs(now / 1000 - timestamp) <= TOLERANCE)) return false;
  const signature = new Webhook(secret).sign(String(headers['webhook-id']), new Date(timestamp * 1000), body);
  return String(headers['webhook-signature']).split(' ').includes(signature);
}
