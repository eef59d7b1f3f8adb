import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { MAX_ENDPOINTS } from 'penstock/runtime/webhooks/endpoints/endpoint-decisions';
import { message as queued, recordingConsumer } from 'penstock/testkit/consumer-runtime';
import {
  caller,
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from 'penstock/testkit/operation-runtime';
import { type DeliveryMessage, inMemoryWebhooks, OVERLAP_MS, SHOWN_FOR_MS } from 'penstock/testkit/webhooks';
import { createWebhookEndpoint } from '../../../functions/webhooks/entry/http/createWebhookEndpoint.ts';
import { deleteWebhookEndpoint } from '../../../functions/webhooks/entry/http/deleteWebhookEndpoint.ts';
import { listWebhookDeliveries } from '../../../functions/webhooks/entry/http/listWebhookDeliveries.ts';
import { listWebhookEndpoints } from '../../../functions/webhooks/entry/http/listWebhookEndpoints.ts';
import { redeliverWebhook } from '../../../functions/webhooks/entry/http/redeliverWebhook.ts';
import { rotateWebhookSecret } from '../../../functions/webhooks/entry/http/rotateWebhookSecret.ts';
import { deliverWebhook } from '../../../functions/webhooks/entry/queue/deliverWebhook.ts';
import { fanOutWebhooks } from '../../../functions/webhooks/entry/queue/fanOutWebhooks.ts';
import { retryWebhook } from '../../../functions/webhooks/entry/queue/retryWebhook.ts';
import { creation, instant, message, newId, orderEvent, progress, success } from './support.ts';

const signal = new AbortController().signal;
const PATH = '/v1/webhook-endpoints';

function setUp() {
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

const wanted = { url: 'https://example.com/hooks', events: ['orders.order.placed.v1'] };
let world: ReturnType<typeof setUp>;
beforeEach(() => {
  world = setUp();
});

describe('creating an endpoint', () => {
  it('answers with the endpoint, its place and its secret', async () => {
    const { status, body, headers } = await world.create({ ...wanted, description: 'Warehouse' });

    expect(status).toBe(201);
    expect(body).toEqual({
      ...wanted,
      id: expect.stringMatching(/^whe_[0-9a-hjkmnp-tv-z]{26}$/),
      description: 'Warehouse',
      status: 'enabled',
      createdAt: expect.any(String),
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
    });
    expect(headers.Location).toBe(`/dev${PATH}/${body.id}`);
  });

  it('replays the first answer to the byte, its secret included', async () => {
    const first = await world.create(wanted, 'k-1');

    const again = await world.create(wanted, 'k-1');

    expect(JSON.stringify(again.body)).toBe(JSON.stringify(first.body));
    expect(again.headers['Idempotent-Replayed']).toBe('true');
  });

  it('replays it without the secret after an hour', async () => {
    const { body: first } = await world.create(wanted, 'k-1');
    world.pass(SHOWN_FOR_MS - 1);
    const inTime = await world.create(wanted, 'k-1');
    world.pass(1);

    const late = await world.create(wanted, 'k-1');

    const { secret, ...rest } = first;
    expect([inTime.body, late.body]).toEqual([first, rest]);
    expect([late.status, late.headers['Idempotent-Replayed']]).toEqual([201, 'true']);
  });

  it('fails with 410 for the key of an endpoint that was deleted, and gives nothing away', async () => {
    const { body } = await world.create(wanted, 'k-1');
    await world.remove(body.id);

    const again = await world.create(wanted, 'k-1');

    expect([again.status, again.body.type]).toEqual([410, 'urn:penstock:problem:gone']);
    expect(JSON.stringify(again)).not.toContain('whsec_');
    expect((await world.create(wanted, 'k-2')).status).toBe(201);
  });

  it.each([['orders.order.*'], ['*']])('takes %s for every event there is', async (filter) => {
    const { status, body } = await world.create({ ...wanted, events: [filter] });

    expect([status, body.events]).toEqual([201, [filter]]);
  });

  it('never logs the secret', async () => {
    const { body } = await world.create(wanted);

    expect(JSON.stringify([world.lines, world.metrics])).not.toContain(body.secret);
  });

  it.each([
    ['another request with the key', 'idempotency-key-reused', { ...wanted, url: 'https://example.com/other' }, 'k-1'],
    ['plain http', 'validation', { ...wanted, url: 'http://example.com/' }, 'k-2'],
    ['a private address', 'validation', { ...wanted, url: 'https://169.254.169.254/' }, 'k-3'],
    ['an event that there is not', 'validation', { ...wanted, events: ['orders.order.eaten.v1'] }, 'k-4'],
    ['a pattern of its own', 'validation', { ...wanted, events: ['orders.*.v1'] }, 'k-7'],
    ['no events', 'validation', { ...wanted, events: [] }, 'k-5'],
    ['a member too many', 'validation', { ...wanted, secret: 'mine' }, 'k-6'],
  ])('fails for %s', async (_case, code, body, key) => {
    await world.create(wanted, 'k-1');

    const answer = await world.create(body, key);

    expect([answer.status, answer.body.type]).toEqual([422, `urn:penstock:problem:${code}`]);
  });

  it('points at the url that it refuses', async () => {
    const { body } = await world.create({ ...wanted, url: 'https://10.0.0.1/' });

    expect(body.errors).toEqual([{ pointer: '#/url', detail: 'must not name a private address' }]);
  });

  it('fails beyond the limit', async () => {
    for (let index = 0; index < MAX_ENDPOINTS; index += 1) await world.create(wanted);

    const { status, body } = await world.create(wanted);

    expect([status, body.type]).toEqual([409, 'urn:penstock:problem:invalid-state']);
  });
});

describe('listing and deleting endpoints', () => {
  it('shows a page at a time, and never a secret', async () => {
    for (let index = 0; index < 3; index += 1) await world.create(wanted);
    const list = (query: Record<string, string>) => world.call(listWebhookEndpoints(world.services), { query });

    const first = await list({ limit: '2' });
    const second = await list({ limit: '2', cursor: first.body.nextCursor });

    expect([...first.body.items, ...second.body.items]).toHaveLength(3);
    expect(second.body.nextCursor).toBeNull();
    expect(first.headers.Link).toContain('rel="next"');
    expect(JSON.stringify([first.body, second.body])).not.toContain('whsec_');
  });

  it("fails for another tenant's cursor", async () => {
    for (let index = 0; index < 2; index += 1) await world.create(wanted);
    const { body } = await world.call(listWebhookEndpoints(world.services), { query: { limit: '1' } });

    const { status } = await world.call(listWebhookEndpoints(world.services), {
      query: { cursor: body.nextCursor },
      caller: caller({ tenant: 'globex', scope: 'webhooks:read' }),
    });

    expect(status).toBe(400);
  });

  it('deletes, and again', async () => {
    const { body } = await world.create(wanted);

    expect([(await world.remove(body.id)).status, (await world.remove(body.id)).status]).toEqual([204, 204]);
    expect((await world.call(listWebhookEndpoints(world.services), {})).body.items).toEqual([]);
  });

  it('fails to delete what never was', async () => {
    expect((await world.remove(newId('whe'))).status).toBe(404);
  });
});

describe('rotating a secret', () => {
  it('answers with the endpoint, a new secret, and how long the one before signs', async () => {
    const { body: endpoint } = await world.create({ ...wanted, description: 'Warehouse' });
    world.pass(5000);

    const { status, body, headers } = await world.rotate(endpoint.id);

    expect(status).toBe(200);
    expect(body).toEqual({
      ...endpoint,
      secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/),
      previousSecretExpiresAt: new Date(Date.parse(endpoint.createdAt) + 5000 + OVERLAP_MS).toISOString(),
    });
    expect(body.secret).not.toBe(endpoint.secret);
    expect(headers).not.toHaveProperty('Idempotent-Replayed');
  });

  it('rotates once a key, and shows a repeat the secret for an hour', async () => {
    const { body: endpoint } = await world.create(wanted);
    const { body: first } = await world.rotate(endpoint.id, 'k-1');
    world.pass(SHOWN_FOR_MS - 1);
    const again = await world.rotate(endpoint.id, '"k-1"');
    world.pass(1);

    const late = await world.rotate(endpoint.id, 'k-1');

    const { secret, ...rest } = first;
    expect([again.body, late.body]).toEqual([first, rest]);
    expect([again, late].map(({ headers }) => headers['Idempotent-Replayed'])).toEqual(['true', 'true']);
  });

  it('shows a repeat no secret that two later rotations dropped', async () => {
    const { body: endpoint } = await world.create(wanted, 'k-0');
    const secrets = [];
    for (const key of ['k-1', 'k-2', 'k-3']) secrets.push((await world.rotate(endpoint.id, key)).body.secret);

    const repeats = [await world.create(wanted, 'k-0')];
    for (const key of ['k-1', 'k-2', 'k-3']) repeats.push(await world.rotate(endpoint.id, key));

    expect(repeats.map(({ body }) => body.secret)).toEqual([undefined, undefined, secrets[1], secrets[2]]);
  });

  it('fails without a key', async () => {
    const { body: endpoint } = await world.create(wanted);

    expect((await world.rotate(endpoint.id, ' ')).status).toBe(400);
  });

  it('fails for an endpoint that does not exist or was deleted, a repeat too', async () => {
    const { body: endpoint } = await world.create(wanted);
    await world.rotate(endpoint.id, 'k-1');
    await world.remove(endpoint.id);

    expect((await world.rotate(newId('whe'))).status).toBe(404);
    expect((await world.rotate(endpoint.id, 'k-1')).status).toBe(404);
  });

  it('shows no secret in lists and logs', async () => {
    const { body: endpoint } = await world.create(wanted);
    await world.rotate(endpoint.id);

    const list = await world.call(listWebhookEndpoints(world.services), {});

    expect(JSON.stringify([list, world.lines, world.metrics])).not.toContain('whsec_');
  });
});

describe('deliveries', () => {
  const prepare = async () => {
    const endpoint = creation();
    await world.endpoints.create(endpoint, signal);
    const of = message(endpoint.id);
    await world.deliveries.record(progress(of, {}, 'failed'), undefined, signal);
    const pathParameters = { endpointId: endpoint.id, deliveryId: of.data.deliveryId };
    const redeliver = (over: Partial<typeof pathParameters> = {}, key: string = randomUUID()) =>
      world.call(redeliverWebhook(world.services), {
        method: 'POST',
        pathParameters: { ...pathParameters, ...over },
        headers: { 'Idempotency-Key': key },
      });
    const list = (endpointId = endpoint.id) =>
      world.call(listWebhookDeliveries(world.services), { pathParameters: { endpointId } });
    return { endpoint, of, redeliver, list };
  };

  it('are listed with their attempts', async () => {
    const { of, list } = await prepare();

    const { status, body } = await list();

    expect(status).toBe(200);
    expect(body).toMatchObject({
      items: [{ id: of.data.deliveryId, eventId: of.data.event.id, status: 'failed', attempts: [{ status: 500 }] }],
      nextCursor: null,
    });
    expect(body.items[0].attempts[0]).not.toHaveProperty('request');
  });

  it('are sent again: the same event under the same id, by a request of its own', async () => {
    const { of, redeliver } = await prepare();

    const { status, body } = await redeliver();

    expect([status, body.id, body.status]).toEqual([202, of.data.deliveryId, 'pending']);
    expect(world.queue).toEqual([
      { ...of, id: expect.stringMatching(`^${of.id}_[0-9a-z]{26}$`), time: expect.any(String) },
    ]);
  });

  it('are pending in the list as in the answer', async () => {
    const { redeliver, list } = await prepare();

    const { body } = await redeliver();

    expect((await list()).body.items).toEqual([body]);
  });

  it('are sent again once a key, and a repeat is answered with how they stand', async () => {
    const { of, redeliver } = await prepare();
    await redeliver({}, 'k-1');
    const [again] = world.queue;
    if (again === undefined) throw new Error('nothing was queued');
    await world.deliveries.record(success(again), undefined, signal);

    const repeat = await redeliver({}, '"k-1"');
    const other = await redeliver({}, 'k-2');

    expect([repeat.status, repeat.body.id, repeat.body.status]).toEqual([202, of.data.deliveryId, 'delivered']);
    expect(repeat.headers['Idempotent-Replayed']).toBe('true');
    expect(other.headers).not.toHaveProperty('Idempotent-Replayed');
    expect(new Set(world.queue.map(({ id }) => id)).size).toBe(2);
    expect(world.queue).toHaveLength(2);
  });

  it('ask under the same id again when the request was queued and the answer lost', async () => {
    const { redeliver } = await prepare();
    const note = world.deliveries.note;
    Object.assign(world.deliveries, { note: async () => Promise.reject(new Error('lost')) });
    expect((await redeliver({}, 'k-1')).status).toBe(500);
    Object.assign(world.deliveries, { note });

    expect((await redeliver({}, 'k-1')).status).toBe(202);

    expect(world.queue).toHaveLength(2);
    expect(new Set(world.queue.map(({ id }) => id)).size).toBe(1);
  });

  it('ask for nothing when the request is not queued', async () => {
    const { redeliver, list } = await prepare();
    const queue = () => ({ send: async () => Promise.reject(new Error('not queued')) });
    const before = await list();
    Object.assign(world.services, { queue });

    expect((await redeliver()).status).toBe(500);

    expect((await list()).body).toEqual(before.body);
  });

  it('fail to be sent again without a key', async () => {
    const { redeliver } = await prepare();

    expect((await redeliver({}, ' ')).status).toBe(400);
    expect(world.queue).toEqual([]);
  });

  it.each([
    ['an endpoint that does not exist', { endpointId: newId('whe') }],
    ['a delivery that does not exist', { deliveryId: newId('del') }],
  ])('fail to be sent again for %s', async (_case, over) => {
    const { redeliver } = await prepare();

    expect((await redeliver(over)).status).toBe(404);
    expect(world.queue).toEqual([]);
  });

  it('fail to be sent again to an endpoint that is disabled', async () => {
    const { endpoint, redeliver } = await prepare();
    await world.endpoints.disable({ ...endpoint, at: instant(), reason: 'gone' }, signal);

    expect((await redeliver()).status).toBe(409);
    expect(world.queue).toEqual([]);
  });

  it('answer a repeat after the endpoint was disabled', async () => {
    const { endpoint, redeliver } = await prepare();
    await redeliver({}, 'k-1');
    await world.endpoints.disable({ ...endpoint, at: instant(), reason: 'gone' }, signal);

    expect((await redeliver({}, 'k-1')).status).toBe(202);
  });

  it('fail to be listed for an endpoint that was deleted', async () => {
    const { endpoint, list } = await prepare();
    await world.endpoints.remove({ ...endpoint, at: instant() }, signal);

    expect((await list()).status).toBe(404);
  });
});

describe('fanning out', () => {
  it('asks for one delivery an endpoint that wants the event, the same ones each time', async () => {
    const placed = creation();
    const paid = creation({ draft: { ...wanted, events: ['orders.order.paid.v1'] } });
    const disabled = creation();
    const foreign = creation({ tenant: 'globex' });
    for (const request of [placed, paid, disabled, foreign]) await world.endpoints.create(request, signal);
    await world.endpoints.disable({ ...disabled, at: instant(), reason: 'gone' }, signal);
    const recorder = recordingConsumer();
    const handler = fanOutWebhooks({ ...world.services, runtime: () => recorder.runtime });
    const event = orderEvent();

    const first = await handler({ Records: [queued(event)] }, lambdaContext());
    await handler({ Records: [queued(event)] }, lambdaContext());

    expect(first).toEqual({ batchItemFailures: [] });
    expect(world.queue.map(({ data }) => [data.endpointId, data.event])).toEqual(Array(2).fill([placed.id, event]));
    expect(new Set(world.queue.map(({ id }) => id)).size).toBe(1);
  });

  it('hands on whole what a newer producer says', async () => {
    await world.endpoints.create(creation(), signal);
    const recorder = recordingConsumer();
    const known = orderEvent();
    const event = { ...known, partition: '7', data: { ...known.data, channel: 'web' } };

    await fanOutWebhooks({ ...world.services, runtime: () => recorder.runtime })(
      { Records: [queued(event)] },
      lambdaContext(),
    );

    expect(recorder.deadLettered).toEqual([]);
    expect(world.queue.map(({ data }) => data.event)).toEqual([event]);
  });

  it('makes messages that the deliveries take, and what fails the retries', async () => {
    const endpoint = creation();
    await world.endpoints.create(endpoint, signal);
    const recorder = recordingConsumer();
    const runtime = () => recorder.runtime;
    await fanOutWebhooks({ ...world.services, runtime })({ Records: [queued(orderEvent())] }, lambdaContext());
    const posted: string[] = [];
    const handedOn: DeliveryMessage[] = [];
    const retries = () => ({
      send: async (messages: readonly DeliveryMessage[]) => {
        handedOn.push(...messages);
      },
    });
    const parts = {
      endpoints: world.endpoints,
      deliveries: world.deliveries,
      subscriber: {
        post: async ({ url }: { readonly url: string }) => {
          posted.push(url);
          return { status: posted.length === 1 ? 503 : 200 };
        },
      },
      cooldowns: world.cooldowns,
      protection: () => ({ call: <Result>(work: (s: AbortSignal) => Promise<Result>) => work(signal) }),
      now: Date.now,
    };

    const records = world.queue.map((body) => queued(body));
    const services = { parts: () => parts, retries, runtime };
    const first = await deliverWebhook(services)({ Records: records }, lambdaContext(9000));
    const again = handedOn.map((body) => queued(body));
    const second = await retryWebhook(services)({ Records: again }, lambdaContext(9000));

    expect([first, second]).toEqual([{ batchItemFailures: [] }, { batchItemFailures: [] }]);
    expect(handedOn).toEqual(world.queue);
    expect(recorder.deadLettered).toEqual([]);
    expect(posted).toEqual([endpoint.draft.url, endpoint.draft.url]);
  });

  it('fails alone when its messages are not taken', async () => {
    await world.endpoints.create(creation(), signal);
    const recorder = recordingConsumer();
    const queue = () => ({ send: async () => Promise.reject(new Error('not queued')) });
    const handler = fanOutWebhooks({ ...world.services, queue, runtime: () => recorder.runtime });
    const [fails, fits] = [queued(orderEvent()), queued(orderEvent({ tenant: 'globex' }))];

    const answer = await handler({ Records: [fails, queued('{}'), fits] }, lambdaContext());

    expect(answer.batchItemFailures).toContainEqual({ itemIdentifier: fails.messageId });
    expect(recorder.deadLettered.map(({ cause }) => cause.reason)).toEqual(['malformed']);
  });
});
