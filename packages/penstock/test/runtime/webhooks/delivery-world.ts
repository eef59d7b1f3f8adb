import type { Dependency } from '../../../runtime/resilience/dependency.ts';
import { endpointCooldowns, type Stage } from '../../../runtime/webhooks/cooldown/endpoint-cooldowns.ts';
import { type DeliveryParts, deliver } from '../../../runtime/webhooks/deliveries/deliver.ts';
import { isLastAttempt, type Reply } from '../../../runtime/webhooks/deliveries/delivery-decisions.ts';
import type { DeliveryMessage } from '../../../runtime/webhooks/event.ts';
import type { WebhookRequest } from '../../../runtime/webhooks/subscriber/subscriber.ts';
import { inMemoryCooldowns } from '../../../testkit/in-memory-cooldowns.ts';
import { inMemoryDeliveries } from '../../../testkit/in-memory-deliveries.ts';
import { inMemoryEndpoints } from '../../../testkit/in-memory-endpoints.ts';
import { creation } from '../../../testkit/webhooks.ts';

export const signal = new AbortController().signal;
const unprotected: Dependency = { call: (work, options) => work(options.signal) };
/** Seconds: a queue that retries for a day. */
const contract = { retryWindow: 86_400, backoff: { cap: 900 } };
/** Milliseconds. */
export const WINDOW = contract.retryWindow * 1000;

/** Subscribers that give the reply, by URL. */
export async function setUp(reply: (request: WebhookRequest) => Reply | Promise<Reply> = () => ({ status: 200 })) {
  const posts: WebhookRequest[] = [];
  let time = Date.parse('2026-11-22T12:00:00.000Z');
  const cooldowns = inMemoryCooldowns();
  const parts: DeliveryParts = {
    endpoints: inMemoryEndpoints(),
    cooldowns: endpointCooldowns(cooldowns, () => time, { random: () => 0 }),
    deliveries: inMemoryDeliveries(),
    subscriber: {
      post: async (request) => {
        posts.push(request);
        time += 7;
        return reply(request);
      },
    },
    protection: () => unprotected,
    now: () => time,
  };
  const endpoint = creation();
  await parts.endpoints.create(endpoint, signal);
  const stored = (of: DeliveryMessage) => {
    const { endpointId, deliveryId } = of.data;
    return parts.deliveries.find({ tenant: 'acme', endpointId, deliveryId }, signal);
  };
  const run = (
    of: DeliveryMessage,
    { attempt = 1, age = 0, stage = 'retry' as Stage, over = {} as Partial<DeliveryParts> } = {},
  ) =>
    deliver({ ...parts, ...over }, of, {
      stage,
      retry: attempt > 1,
      isLast: isLastAttempt(attempt, age, contract),
      signal,
    });
  const pass = (milliseconds: number): void => {
    time += milliseconds;
  };
  return { parts, cooldowns, posts, endpoint, stored, run, pass, now: () => time };
}
