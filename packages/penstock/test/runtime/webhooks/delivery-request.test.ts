import { describe, expect, it } from '@jest/globals';
import { deliveryRequest } from '../../../runtime/webhooks/deliveries/delivery-request.ts';
import { webhookEvent } from '../../../testkit/webhooks.ts';

const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
const identity = { id: 'par_1', time: '2026-11-22T12:00:00.000Z' };
const requestOf = (over: Parameters<typeof webhookEvent>[0], redelivery?: string) =>
  deliveryRequest({
    as: { type: 'shop.notice.requested.v1', source: '/shop/notices' },
    endpointId: 'whe_1',
    event: webhookEvent({ ...identity, tenant: 'globex', correlationid: 'c-7', ...over }),
    now: new Date('2026-11-22T12:00:01.000Z'),
    ...(redelivery !== undefined && { redelivery }),
  });

describe('the message that asks for a delivery', () => {
  it('has the name of the app, and the tenant, correlation and trace of its event', () => {
    const message = requestOf({ traceparent });

    expect(message).toMatchObject({
      specversion: '1.0',
      source: '/shop/notices',
      type: 'shop.notice.requested.v1',
      subject: 'whe_1',
      time: '2026-11-22T12:00:01.000Z',
      datacontenttype: 'application/json',
      tenant: 'globex',
      correlationid: 'c-7',
      traceparent,
    });
    expect(message.data).toMatchObject({ endpointId: 'whe_1', deliveryId: message.id, event: { id: 'par_1' } });
  });

  it('has no trace where its event has none', () => {
    expect(requestOf({})).not.toHaveProperty('traceparent');
  });

  it('has the id of its delivery and the name of the request where it asks once more', () => {
    const { id, data } = requestOf({}, 'again');

    expect(id).toBe(`${data.deliveryId}_again`);
    expect(data.deliveryId).toBe(requestOf({}).id);
  });
});
