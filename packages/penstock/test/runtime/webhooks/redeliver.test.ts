import { beforeEach, describe, expect, it } from '@jest/globals';
import { listDeliveries } from '../../../runtime/webhooks/deliveries/list-deliveries.ts';
import { redeliver } from '../../../runtime/webhooks/deliveries/redeliver.ts';
import type { DeliveryMessage } from '../../../runtime/webhooks/event.ts';
import { inMemoryDeliveries } from '../../../testkit/in-memory-deliveries.ts';
import { inMemoryEndpoints } from '../../../testkit/in-memory-endpoints.ts';
import { creation, deliveryMessage, instant, message, newId, progress } from '../../../testkit/webhooks.ts';

const signal = new AbortController().signal;

async function setUp() {
  const queued: DeliveryMessage[] = [];
  const parts = {
    endpoints: inMemoryEndpoints(),
    deliveries: inMemoryDeliveries(),
    queue: {
      send: async (messages: readonly DeliveryMessage[]) => {
        queued.push(...messages);
      },
    },
    deliveryMessage,
  };
  const endpoint = creation();
  await parts.endpoints.create(endpoint, signal);
  const of = message(endpoint.id);
  const failed = await parts.deliveries.record(progress(of, {}, 'failed'), undefined, signal);
  const key = { tenant: 'acme', endpointId: endpoint.id, deliveryId: of.data.deliveryId };
  const again = (over: Partial<typeof key> = {}, idempotencyKey = 'k-1', changed = {}) =>
    redeliver(
      { ...parts, ...changed },
      { ...key, operationId: 'sendAgain', identity: { key: idempotencyKey }, now: new Date(instant()), ...over },
      signal,
    );
  const gone = { tenant: 'acme', id: endpoint.id, at: instant() };
  return { parts, endpoint, of, failed, key, again, queued, gone };
}

let world: Awaited<ReturnType<typeof setUp>>;
beforeEach(async () => {
  world = await setUp();
});

describe('sending a delivery again', () => {
  it('queues the same event under a request of its own, as the app names it', async () => {
    const { again, queued, of } = world;

    expect(await again()).toMatchObject({ outcome: 'queued', delivery: { status: 'pending' } });

    const [request] = queued;
    expect(request).toMatchObject({ ...deliveryMessage, data: of.data });
    expect(request?.id).toMatch(new RegExp(`^${of.data.deliveryId}_[0-9a-z]{26}$`));
  });

  it('queues it once a key', async () => {
    const { again, queued } = world;
    await again();

    expect(await again()).toMatchObject({ outcome: 'replayed' });
    expect(await again({}, 'k-2')).toMatchObject({ outcome: 'queued' });
    expect(queued).toHaveLength(2);
  });

  it('notes nothing of what was not queued', async () => {
    const { parts, again, key, failed } = world;
    const queue = { send: () => Promise.reject(new Error('not queued')) };

    await expect(again({}, 'k-1', { queue })).rejects.toThrow('not queued');

    expect(await parts.deliveries.find(key, signal)).toEqual(failed);
  });

  it('fails for an endpoint or a delivery that does not exist', async () => {
    const { again, queued } = world;

    expect(await again({ endpointId: newId('whe') })).toEqual({ outcome: 'no-endpoint' });
    expect(await again({ deliveryId: newId('del') })).toEqual({ outcome: 'no-delivery' });
    expect(await again({ tenant: 'globex' })).toEqual({ outcome: 'no-endpoint' });
    expect(queued).toEqual([]);
  });

  it('fails for a delivery whose event has expired', async () => {
    const { parts, again, queued } = world;
    const deliveries = { ...parts.deliveries, findEvent: async () => undefined };

    expect(await again({}, 'k-1', { deliveries })).toEqual({ outcome: 'no-delivery' });
    expect(queued).toEqual([]);
  });

  it('fails for an endpoint that was deleted', async () => {
    const { parts, again, gone } = world;
    await parts.endpoints.remove(gone, signal);

    expect(await again()).toEqual({ outcome: 'no-endpoint' });
  });

  it('fails for an endpoint that is disabled, but for what was asked before', async () => {
    const { parts, again, gone } = world;
    await again();
    await parts.endpoints.disable({ ...gone, reason: 'gone' }, signal);

    expect(await again()).toMatchObject({ outcome: 'replayed' });
    expect(await again({}, 'k-2')).toEqual({ outcome: 'disabled' });
  });
});

describe('listing deliveries', () => {
  it('gives those of an endpoint', async () => {
    const { parts, endpoint, failed } = world;
    const page = { tenant: 'acme', endpointId: endpoint.id, limit: 10 };

    expect(await listDeliveries(parts, page, signal)).toEqual({ records: [failed] });
  });

  it('fails for an endpoint that does not exist, or was deleted', async () => {
    const { parts, endpoint, gone } = world;
    const page = { tenant: 'acme', endpointId: endpoint.id, limit: 10 };
    await parts.endpoints.remove(gone, signal);

    expect(await listDeliveries(parts, page, signal)).toBeUndefined();
    expect(await listDeliveries(parts, { ...page, endpointId: newId('whe') }, signal)).toBeUndefined();
  });
});
