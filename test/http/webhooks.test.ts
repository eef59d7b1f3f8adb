import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Stage } from 'penstock/constructs/stage/stage';
import type { SmokeTarget } from 'penstock/deploy/smoke';
import type { Answer } from 'penstock/testkit/http';
import { startSubscriber, type TestSubscriber } from 'penstock/testkit/subscriber';
import type { ClientOptions } from 'penstock-client';
import { smoke } from '../../lib/smoke.ts';
import { stages } from '../../lib/stages.ts';
import { seededRandom } from '../../packages/penstock/local/random.ts';
import { verifyWebhook as verdictOf } from '../../packages/penstock/local/webhooks/verify.ts';
import { eventually } from '../../packages/penstock/test/local/fixtures/eventually.ts';
import { createClient, isProblem, type NewOrder, verifyWebhook } from '../client/client.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { type NetworkFault, startFaultyProxy } from '../support/faulty-proxy.ts';
import { expectProblem, placed } from '../support/orders.ts';

const ENDPOINTS = '/v1/webhook-endpoints';
const LIMIT = 20;
/** Milliseconds in which a delivery that should not happen would have. */
const WHILE = 1000;

let cloud: TestCloud;
let token: string;
let other: string;
let subscriber: TestSubscriber;

beforeAll(async () => {
  cloud = await startCloud({ stage: 'load', events: true });
  [token, other] = [await cloud.token('globex'), await cloud.token('acme')];
});
afterAll(() => cloud.close());
beforeEach(async () => {
  subscriber = await startSubscriber();
});
afterEach(() => subscriber.close());

interface Delivery {
  readonly id: string;
  readonly eventId: string;
  readonly status: string;
  readonly attempts: readonly { readonly status?: number; readonly error?: string }[];
}

const subscribe = (body: object, as = token, key: string = randomUUID()): Promise<Answer> =>
  cloud.call('POST', ENDPOINTS, { token: as, headers: { 'idempotency-key': key }, body });
/** An endpoint for placed orders, where the subscriber listens. */
async function subscribed() {
  const { status, json } = await subscribe({ url: subscriber.url, events: ['orders.order.placed.v1'] });
  expect(status).toBe(201);
  return { id: String(json.id), secret: String(json.secret) };
}
const rotate = (id: string, key: string, as = token) =>
  cloud.call('POST', `${ENDPOINTS}/${id}/secret-rotation`, { token: as, headers: { 'idempotency-key': key } });
const remove = (id: string, as = token) => cloud.call('DELETE', `${ENDPOINTS}/${id}`, { token: as });
const deliveries = (id: string, as = token) => cloud.call('GET', `${ENDPOINTS}/${id}/deliveries`, { token: as });
const redeliver = (id: string, deliveryId: string, as = token, key: string = randomUUID()) =>
  cloud.call('POST', `${ENDPOINTS}/${id}/deliveries/${deliveryId}/redelivery`, {
    token: as,
    headers: { 'idempotency-key': key },
  });
const listed = async (id: string) => (await deliveries(id)).json.items as readonly Delivery[];
const attempted = (id: string, status: string, attempts: number): Promise<Delivery> =>
  eventually(
    async () => (await listed(id))[0],
    (one) => one?.status === status && one.attempts.length >= attempts,
  ) as Promise<Delivery>;

describe('the smoke test of a deployment', () => {
  const target = (environment: Readonly<Record<string, string>>) => {
    const lines: string[] = [];
    const smokeTarget: SmokeTarget = {
      stage: { ...stages.load, token: { issuer: cloud.url, audience: 'penstock' } } as Stage,
      region: 'eu-west-1',
      url: cloud.url,
      outputs: {},
      environment: { SMOKE_TOKEN: token, ...environment },
      fetch,
      pause: (milliseconds) => sleep(milliseconds / 4),
      print: (line) => void lines.push(line),
    };
    return { smokeTarget, lines };
  };
  const endpoints = async () => (await cloud.call('GET', ENDPOINTS, { token })).json.items;

  it('sees an order placed, paid and told, and leaves no endpoint behind', async () => {
    const before = await endpoints();
    const { smokeTarget, lines } = target({ SMOKE_WEBHOOK_URL: subscriber.url });
    await smoke(smokeTarget);

    expect(lines).toEqual([
      `eu-west-1: ${cloud.url}/health answers`,
      expect.stringMatching(/^eu-west-1: order ord_\w+ is paid$/),
      'eu-west-1: its webhook is delivered',
    ]);
    expect(await endpoints()).toEqual(before);
  });

  it('needs no subscriber: it sees an attempt', async () => {
    const { smokeTarget, lines } = target({});
    await smoke(smokeTarget);

    expect(lines.at(-1)).toBe('eu-west-1: its webhook is sent');
  });

  it('fails with what was asked and what came', async () => {
    const { smokeTarget } = target({ SMOKE_TOKEN: 'none' });

    await expect(smoke(smokeTarget)).rejects.toThrow(
      /^POST \/v1\/webhook-endpoints: received status 401, expected 201/,
    );
  });
});

describe('an endpoint', () => {
  it('is created with a secret that no list shows', async () => {
    const { id, secret } = await subscribed();
    const list = await cloud.call('GET', ENDPOINTS, { token });

    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(list.json.items).toContainEqual({
      id,
      url: subscriber.url,
      events: ['orders.order.placed.v1'],
      status: 'enabled',
      createdAt: expect.any(String),
    });
    expect(list.text).not.toContain('whsec_');
  });

  it('is one endpoint, with one secret, however often it is asked for with one key', async () => {
    const [body, key] = [{ url: subscriber.url, events: ['*'] }, randomUUID()];
    const [first, again] = [await subscribe(body, token, key), await subscribe(body, token, key)];

    expect(again.text).toBe(first.text);
    expect(again.headers['idempotent-replayed']).toBe('true');
    await remove(String(first.json.id));
    const afterDeletion = await subscribe(body, token, key);
    expectProblem(afterDeletion, 410, 'gone');
    expect(afterDeletion.text).not.toContain('whsec_');
  });

  it.each([
    ['an event that there is not', { events: ['orders.order.eaten.v1'] }, '#/events/0'],
    ['no event', { events: [] }, '#/events'],
    ['another scheme', { url: 'ftp://example.com/' }, '#/url'],
    ['a user in its url', { url: 'http://user@example.com/' }, '#/url'],
  ])('fails for %s with 422', async (_case, over, pointer) => {
    const answer = await subscribe({ url: subscriber.url, events: ['*'], ...over });

    expectProblem(answer, 422, 'validation');
    expect(answer.json.errors).toMatchObject([{ pointer }]);
  });

  it('fails beyond the limit with 409, until one is deleted', async () => {
    const create = () => subscribe({ url: subscriber.url, events: ['orders.order.paid.v1'] }, other);
    const created = [];
    for (let index = 0; index < LIMIT; index += 1) created.push(await create());

    expect(created.map(({ status }) => status)).toEqual(Array(LIMIT).fill(201));
    expectProblem(await create(), 409, 'invalid-state');
    await remove(String(created[0]?.json.id), other);
    expect((await create()).status).toBe(201);
  });
});

describe('a subscriber', () => {
  it('gets an order that was placed, signed, and its owner sees the delivery', async () => {
    const { id, secret } = await subscribed();
    const order = await placed(cloud, token);
    const delivery = await attempted(id, 'delivered', 1);
    const [webhook] = subscriber.received;
    if (webhook === undefined) throw new Error('nothing was received');

    expect(verdictOf(webhook, secret)).toEqual({ kind: 'verified' });
    expect(JSON.parse(webhook.body.toString('utf8'))).toMatchObject({
      id: `${order.id}_1`,
      type: 'orders.order.placed.v1',
      subject: order.id,
      data: { order: { id: order.id, total: 2500 } },
    });
    expect(webhook.headers['webhook-id']).toBe(`${order.id}_1`);
    expect(delivery).toMatchObject({ eventId: `${order.id}_1`, attempts: [{ status: 204 }] });
    expect(subscriber.received).toHaveLength(1);
  });

  it('gets the signatures of both secrets after a rotation', async () => {
    const { id, secret } = await subscribed();
    const key = randomUUID();
    const [first, again] = [await rotate(id, key), await rotate(id, key)];

    await placed(cloud, token);
    await attempted(id, 'delivered', 1);

    expect([first.status, again.text]).toEqual([200, first.text]);
    const [webhook] = subscriber.received;
    if (webhook === undefined) throw new Error('nothing was received');
    for (const one of [String(first.json.secret), secret]) {
      expect(verdictOf(webhook, one)).toEqual({ kind: 'verified' });
    }
  });

  it('gets it again when its owner asks, once a key and under the same id', async () => {
    const { id } = await subscribed();
    await placed(cloud, token);
    const delivery = await attempted(id, 'delivered', 1);
    const key = randomUUID();

    const first = await redeliver(id, delivery.id, token, key);
    const second = await redeliver(id, delivery.id, token, key);
    await attempted(id, 'delivered', 2);
    const third = await redeliver(id, delivery.id, token, key);
    await sleep(WHILE);

    expect([first, second, third].map(({ status }) => status)).toEqual([202, 202, 202]);
    expect([first, second, third].map(({ headers }) => headers['idempotent-replayed'])).toEqual([
      undefined,
      'true',
      'true',
    ]);
    expect(third.json).toEqual((await listed(id))[0]);
    expect(subscriber.received.map(({ headers }) => headers['webhook-id'])).toEqual([
      delivery.eventId,
      delivery.eventId,
    ]);
  });

  it('gets what it failed to take once it takes it', async () => {
    const { id, secret } = await subscribed();
    subscriber.status = 500;
    await placed(cloud, token);
    await attempted(id, 'pending', 1);

    subscriber.status = 200;
    const delivery = await attempted(id, 'delivered', 2);

    expect(delivery.attempts[0]).toMatchObject({
      status: 500,
      error: 'answered 500; only 2xx counts as received',
    });
    expect(delivery.attempts.at(-1)).not.toHaveProperty('error');
    expect(new Set(subscriber.received.map(({ headers }) => headers['webhook-id']))).toEqual(
      new Set([delivery.eventId]),
    );
    expect(subscriber.received.every((webhook) => verdictOf(webhook, secret).kind === 'verified')).toBe(true);
  });

  it('gets nothing more once its endpoint is deleted, which is then nowhere', async () => {
    const { id } = await subscribed();
    await placed(cloud, token);
    const delivery = await attempted(id, 'delivered', 1);

    expect([(await remove(id)).status, (await remove(id)).status]).toEqual([204, 204]);
    await placed(cloud, token);
    await sleep(WHILE);

    expectProblem(await deliveries(id), 404, 'not-found');
    expectProblem(await redeliver(id, delivery.id), 404, 'not-found');
    expect((await cloud.call('GET', ENDPOINTS, { token })).text).not.toContain(id);
    expect(subscriber.received).toHaveLength(1);
  });
});

describe('another tenant', () => {
  it('fails with 404 whatever it asks of an endpoint, and gets none of its events', async () => {
    const { id } = await subscribed();
    await placed(cloud, other);
    await placed(cloud, token);
    const delivery = await attempted(id, 'delivered', 1);

    expectProblem(await remove(id, other), 404, 'not-found');
    expectProblem(await rotate(id, randomUUID(), other), 404, 'not-found');
    expectProblem(await deliveries(id, other), 404, 'not-found');
    expectProblem(await redeliver(id, delivery.id, other), 404, 'not-found');
    expect((await cloud.call('GET', ENDPOINTS, { token: other })).text).not.toContain(id);
    expect(await listed(id)).toHaveLength(1);
  });
});

describe('a partner with the generated client', () => {
  const newOrder = (reference: string): NewOrder => ({
    currency: 'EUR',
    items: [{ sku: 'ABC-1', quantity: 2, unitPrice: 1250 }],
    reference,
  });
  // The pauses and the budget are those of a test that fails often; what is tried again, and how, is not.
  const impatient = { retry: { maximumAttempts: 15, initialIntervalMs: 1 }, retryBudget: { capacity: 1000 } };
  const clientAt = (baseUrl: string | readonly string[], options: Partial<ClientOptions> = {}) =>
    createClient({ baseUrl, token, ...impatient, ...options });

  it('places each order once while requests and answers are lost, and the API is busy', async () => {
    const random = seededRandom(1);
    const faults: readonly NetworkFault[] = ['request-lost', 'answer-lost', 'busy', 'page'];
    const pick = () => (random() < 0.5 ? 'none' : (faults[Math.floor(random() * faults.length)] ?? 'none'));
    const proxy = await startFaultyProxy(cloud.url, pick);
    const client = clientAt(proxy.url);
    const run = randomUUID();
    const references = Array.from({ length: 30 }, (_, index) => `${run}-${index}`);
    const answers = await Promise.all(references.map((one) => client.createOrder({ body: newOrder(one) })));

    expect(new Set(proxy.met)).toEqual(new Set(['none', ...faults]));
    expect(answers.some(({ isReplay }) => isReplay)).toBe(true);
    const listed = await eventually(
      async () => {
        const found: string[] = [];
        for await (const { reference = '' } of client.listOrders.items({ limit: 20 }))
          if (reference.startsWith(run)) found.push(reference);
        return found;
      },
      ({ length }) => length >= references.length,
    );
    expect(listed.toSorted()).toEqual(references.toSorted());
    await proxy.close();
  });

  it('goes on to another address under the same key, and places one order', async () => {
    const proxy = await startFaultyProxy(cloud.url, () => 'answer-lost');
    const keys = new Set<string | undefined>();
    const onAttempt = ({ idempotencyKey }: { idempotencyKey: string | undefined }) => {
      keys.add(idempotencyKey);
      return undefined;
    };
    const { isReplay } = await clientAt([proxy.url, cloud.url], { hooks: { onAttempt } }).createOrder({
      body: newOrder(randomUUID()),
    });

    expect([proxy.met, keys.size, isReplay]).toEqual([['answer-lost'], 1, true]);
    await proxy.close();
  });

  it('learns what is wrong by type, and where', async () => {
    const client = clientAt(cloud.url);
    const failureOf = (call: Promise<unknown>) => call.catch((failure: unknown) => failure);
    const { data, etag } = await client.createOrder({ body: newOrder(randomUUID()) });
    const invalid = await failureOf(client.createOrder({ body: { currency: 'EUR', items: [] } }));
    const stale = await failureOf(client.updateOrder({ orderId: data.id, ifMatch: '"99"', body: { reference: null } }));

    expect(isProblem<'createOrder'>(invalid) && invalid.code === 'validation' && invalid.pointers).toEqual(['#/items']);
    expect(isProblem<'updateOrder'>(stale) && stale.type).toBe('urn:penstock:problem:precondition-failed');
    expect(etag).toBe('"1"');
  });

  it('verifies the webhook of its first order', async () => {
    const client = clientAt(cloud.url);
    const endpoint = await client.createWebhookEndpoint({
      body: { url: subscriber.url, events: ['orders.order.placed.v1'] },
    });
    const { data } = await client.createOrder({ body: newOrder(randomUUID()) });
    // Orders of the cases before are told the same subscriber.
    const received = await eventually(
      () => subscriber.received.find(({ body }) => body.includes(data.id)),
      (found) => found !== undefined,
    );
    const { headers = {}, body: sent = Buffer.of() } = received ?? {};
    const event = await verifyWebhook({ headers, body: Uint8Array.from(sent) }, String(endpoint.data.secret));

    expect(event.type === 'orders.order.placed.v1' && event.data.order.id).toBe(data.id);
    const other = `whsec_${Buffer.alloc(32).toString('base64')}`;
    await expect(verifyWebhook({ headers, body: Uint8Array.from(sent) }, other)).rejects.toThrow(/none of the secrets/);
  });
});

it('sends every delivery with a group, so that the queue is fair', () => {
  expect(cloud.invocations.filter((name) => name.endsWith('deliverWebhook')).length).toBeGreaterThan(5);
  expect(cloud.lines.filter((line) => line.includes('no group'))).toEqual([]);
});
