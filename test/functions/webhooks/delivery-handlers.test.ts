import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { message as queued, recordingConsumer } from 'penstock/testkit/consumer-runtime';
import { lambdaContext } from 'penstock/testkit/operation-runtime';
import type { DeliveryMessage } from 'penstock/testkit/webhooks';
import { listWebhookDeliveries } from '../../../functions/webhooks/entry/http/listWebhookDeliveries.ts';
import { redeliverWebhook } from '../../../functions/webhooks/entry/http/redeliverWebhook.ts';
import { deliverWebhook } from '../../../functions/webhooks/entry/queue/deliverWebhook.ts';
import { fanOutWebhooks } from '../../../functions/webhooks/entry/queue/fanOutWebhooks.ts';
import { retryWebhook } from '../../../functions/webhooks/entry/queue/retryWebhook.ts';
import { creation, instant, message, newId, orderEvent, progress, success } from './support.ts';
import { setUp, signal, wanted } from './world.ts';

let world: ReturnType<typeof setUp>;
beforeEach(() => {
  world = setUp();
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
