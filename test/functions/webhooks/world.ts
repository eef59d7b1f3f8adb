import { randomUUID } from 'node:crypto';
import {
  caller,
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from 'penstock/testkit/operation-runtime';
import { type DeliveryMessage, inMemoryWebhooks } from 'penstock/testkit/webhooks';
import { createWebhookEndpoint } from '../../../functions/webhooks/entry/http/createWebhookEndpoint.ts';
import { deleteWebhookEndpoint } from '../../../functions/webhooks/entry/http/deleteWebhookEndpoint.ts';
import type { listWebhookEndpoints } from '../../../functions/webhooks/entry/http/listWebhookEndpoints.ts';
import { rotateWebhookSecret } from '../../../functions/webhooks/entry/http/rotateWebhookSecret.ts';

export const signal = new AbortController().signal;
export const PATH = '/v1/webhook-endpoints';

/** The handlers of webhooks on stores in memory, and a clock that is moved by hand. */
export function setUp() {
  let time = Date.parse('2026-11-22T12:00:00.000Z');
  const { runtime: recording, lines, metrics } = recordingRuntime();
  const runtime = { ...recording, now: () => time };
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  const queue: DeliveryMessage[] = [];
  const { endpoints, deliveries, cooldowns } = inMemoryWebhooks();
  const services = {
    runtime: () => runtime,
    endpoints: () => endpoints,
    deliveries: () => deliveries,
    urlRules: () => ({ allowPrivate: false }),
    queue: () => ({
      send: async (messages: readonly DeliveryMessage[]) => {
        queue.push(...messages);
      },
    }),
  };
  const call = async (handler: ReturnType<typeof listWebhookEndpoints>, options: EventOptions) => {
    const scope = 'webhooks:read webhooks:write';
    const event = gatewayEvent({ path: PATH, caller: caller({ scope }), ...options });
    const { statusCode, body, headers } = await handler(event, lambdaContext());
    return { status: statusCode, body: body === '' ? undefined : JSON.parse(body), headers: headers ?? {} };
  };
  const create = (body: unknown, key: string = randomUUID(), over: EventOptions = {}) =>
    call(createWebhookEndpoint(services), {
      method: 'POST',
      headers: { 'Idempotency-Key': key, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
      ...over,
    });
  const remove = (endpointId: string) =>
    call(deleteWebhookEndpoint(services), {
      method: 'DELETE',
      path: `${PATH}/${endpointId}`,
      pathParameters: { endpointId },
    });
  const rotate = (endpointId: string, key: string = randomUUID()) =>
    call(rotateWebhookSecret(services), {
      method: 'POST',
      path: `${PATH}/${endpointId}/secret-rotation`,
      pathParameters: { endpointId },
      headers: { 'Idempotency-Key': key },
    });
  return { services, queue, endpoints, deliveries, cooldowns, lines, metrics, call, create, remove, rotate, pass };
}

export const wanted = { url: 'https://example.com/hooks', events: ['orders.order.placed.v1'] };
