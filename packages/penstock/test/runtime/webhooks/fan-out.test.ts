import { beforeEach, describe, expect, it } from '@jest/globals';
import type { WebhooksConfig } from '../../../runtime/webhooks/config.ts';
import { fanOut } from '../../../runtime/webhooks/deliveries/fan-out.ts';
import type { EndpointRepository } from '../../../runtime/webhooks/endpoints/endpoint-repository.ts';
import type { DeliveryMessage, WebhookEvent } from '../../../runtime/webhooks/event.ts';
import { inMemoryEndpoints } from '../../../testkit/in-memory-endpoints.ts';
import { creation, instant, webhookEvent } from '../../../testkit/webhooks.ts';

const signal = new AbortController().signal;

/** An event of the app as it crosses the bus: subscribers are not shown what it cost. */
interface ParcelSent extends Omit<WebhookEvent, 'data'> {
  readonly data: { readonly parcel: string; readonly cost: number };
}
const config: WebhooksConfig<ParcelSent> = {
  toPublicEvent: ({ data: { parcel }, ...event }) => ({ ...event, data: { parcel } }),
  deliveryMessage: { type: 'shop.notice.requested.v1', source: '/shop/notices' },
};
const { data: _, ...envelope } = webhookEvent();
const parcelSent: ParcelSent = { ...envelope, data: { parcel: 'p-1', cost: 3 } };

let endpoints: EndpointRepository;
let queued: DeliveryMessage[];
beforeEach(() => {
  endpoints = inMemoryEndpoints();
  queued = [];
});
const queue = {
  send: async (messages: readonly DeliveryMessage[]) => {
    queued.push(...messages);
  },
};
const run = (event = parcelSent) =>
  fanOut({ ...config, endpoints, queue }, event, new Date('2026-11-22T12:00:01.000Z'), signal);
const subscribed = async (events: readonly string[], tenant = 'acme') => {
  const request = creation({ tenant, draft: { url: 'https://example.com/', events } });
  await endpoints.create(request, signal);
  return request;
};

describe('fanning out', () => {
  it('asks for a delivery to each endpoint of the tenant that subscribes to the type', async () => {
    const wanted = [await subscribed(['shop.parcel.sent.v1']), await subscribed(['shop.parcel.*'])];
    await subscribed(['shop.parcel.lost.v1']);
    await subscribed(['*'], 'globex');
    const disabled = await subscribed(['*']);
    await endpoints.disable({ ...disabled, at: instant(), reason: 'gone' }, signal);

    await run();

    expect(new Set(queued.map(({ subject }) => subject))).toEqual(new Set(wanted.map(({ id }) => id)));
    expect(queued).toHaveLength(2);
  });

  it('sends what the app makes public, in a message that it names', async () => {
    const { id: endpointId } = await subscribed(['*']);

    await run();

    expect(queued).toEqual([
      {
        ...config.deliveryMessage,
        specversion: '1.0',
        id: expect.stringMatching(/^del_/),
        subject: endpointId,
        time: '2026-11-22T12:00:01.000Z',
        datacontenttype: 'application/json',
        tenant: 'acme',
        correlationid: 'c-1',
        data: { endpointId, deliveryId: queued[0]?.id, event: { ...envelope, data: { parcel: 'p-1' } } },
      },
    ]);
  });

  it('asks for those of a hundred endpoints, more than a tenant has', async () => {
    const asked: number[] = [];
    const list: EndpointRepository['list'] = async ({ limit }) => {
      asked.push(limit);
      return { records: [] };
    };

    await fanOut({ ...config, endpoints: { ...endpoints, list }, queue }, parcelSent, new Date(), signal);

    expect(asked).toEqual([100]);
  });

  it('asks for the same deliveries each time', async () => {
    await subscribed(['*']);

    await run();
    await run();

    expect(queued[0]).toEqual(queued[1]);
  });
});
