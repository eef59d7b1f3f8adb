import { randomUUID } from 'node:crypto';
import { healthSmoke, type Smoke, type SmokeTarget, smokeToken } from 'penstock/deploy/smoke';

/** As long as a payment or a delivery may take while functions start cold. */
const patience = { attempts: 60, pauseMs: 1_000 };

/**
 * A region serves: it places an order, settles it with the payment provider, and tells a subscriber. The order stays, for
 * the tenant of the token; give the smoke test one of its own, and a payment method that costs nothing.
 *
 * `SMOKE_WEBHOOK_URL` is a subscriber that has to take the delivery; without one an attempt of it is enough, at an address
 * of the API's own that answers 405.
 */
export const smoke: Smoke = async (target) => {
  await healthSmoke(target);
  const call = callerOf(target, await smokeToken(target));
  const { SMOKE_WEBHOOK_URL: subscriber = '' } = target.environment;
  const address = subscriber === '' ? `${target.url}/health` : subscriber;
  const endpoint = await call('POST', '/v1/webhook-endpoints', 201, {
    url: address,
    events: ['orders.order.placed.v1'],
  });
  try {
    const item = { sku: 'SMOKE-1', quantity: 1, unitPrice: 1 };
    const { id } = await call('POST', '/v1/orders', 201, { currency: 'EUR', items: [item], reference: 'smoke test' });
    const order = await until(target, `order ${id} to be settled`, async () => {
      const found = await call('GET', `/v1/orders/${id}`, 200);
      return found.status === 'pending' ? undefined : found;
    });
    target.print(`${target.region}: order ${id} is ${order.status}`);
    const delivery = await until(target, `the webhook of order ${id}`, async () => {
      const { items } = await call('GET', `/v1/webhook-endpoints/${endpoint.id}/deliveries`, 200);
      return (items as readonly Answer[]).find(
        (one) => String(one.eventId).startsWith(String(id)) && isTold(one, subscriber),
      );
    });
    target.print(`${target.region}: its webhook is ${subscriber === '' ? 'sent' : delivery.status}`);
  } finally {
    await call('DELETE', `/v1/webhook-endpoints/${endpoint.id}`, 204);
  }
};

type Answer = Readonly<Record<string, unknown>>;

const isTold = ({ status, attempts }: Answer, subscriber: string): boolean =>
  subscriber === '' ? (attempts as readonly unknown[]).length > 0 : status === 'delivered';

/** Calls an operation, with a key of its own. It throws at another status than the expected one. */
function callerOf({ url, fetch }: SmokeTarget, token: string) {
  return async (method: string, path: string, expected: number, body?: object): Promise<Answer> => {
    const headers: Record<string, string> = { authorization: `Bearer ${token}` };
    if (method === 'POST')
      Object.assign(headers, { 'content-type': 'application/json', 'idempotency-key': randomUUID() });
    const response = await fetch(`${url}${path}`, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (response.status === expected) return text === '' ? {} : JSON.parse(text);
    throw new Error(
      `${method} ${path}: received status ${response.status}, expected ${expected}: ${text.slice(0, 500)}`,
    );
  };
}

async function until<Value>(
  { pause }: SmokeTarget,
  what: string,
  ask: () => Promise<Value | undefined>,
): Promise<Value> {
  for (let attempt = 0; attempt < patience.attempts; attempt++) {
    if (attempt > 0) await pause(patience.pauseMs);
    const found = await ask();
    if (found !== undefined) return found;
  }
  throw new Error(`waited for ${what} ${(patience.attempts * patience.pauseMs) / 1000} s, and nothing came`);
}
