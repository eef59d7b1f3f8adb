import { expect, it } from '@jest/globals';
import { awaited } from '../../../runtime/webhooks/deliveries/delivery.ts';
import { toDeliveryView } from '../../../runtime/webhooks/deliveries/delivery-view.ts';
import { message } from '../../../testkit/webhooks.ts';

it('a delivery shows its owner what became of each attempt, and nothing of its requests', () => {
  const at = '2026-11-22T12:00:00.000Z';
  const of = message('whe_1');
  const attempt = { at, durationMs: 12, request: of.id };
  const attempts = [
    { ...attempt, error: 'no answer' },
    { ...attempt, status: 500, error: 'answered 500' },
    { ...attempt, status: 200 },
  ];

  expect(toDeliveryView({ ...awaited(of, at), attempts, status: 'delivered' })).toStrictEqual({
    id: of.data.deliveryId,
    eventId: of.data.event.id,
    eventType: 'shop.parcel.sent.v1',
    status: 'delivered',
    attempts: [
      { at, duration: 12, error: 'no answer' },
      { at, duration: 12, status: 500, error: 'answered 500' },
      { at, duration: 12, status: 200 },
    ],
    createdAt: at,
    updatedAt: at,
  });
});
