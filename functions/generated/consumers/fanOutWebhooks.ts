// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { ConsumerContract } from 'penstock/runtime/consumer-contract';
import type {
  OrdersOrderCancelledV1,
  OrdersOrderPaidV1,
  OrdersOrderPaymentFailedV1,
  OrdersOrderPlacedV1,
  OrdersOrderUpdatedV1,
} from '../events.ts';
import * as validate from '../validators/consumed.js';

export type FanOutWebhooksMessage =
  | OrdersOrderCancelledV1
  | OrdersOrderPaidV1
  | OrdersOrderPaymentFailedV1
  | OrdersOrderPlacedV1
  | OrdersOrderUpdatedV1;

export const fanOutWebhooks: ConsumerContract<FanOutWebhooksMessage> = {
  name: 'fanOutWebhooks',
  queue: 'webhook-fan-out',
  deadline: 4000,
  timeout: 5,
  batchSize: 10,
  maxConcurrency: 10,
  retryWindow: 3600,
  backoff: { base: 1, cap: 300 },
  maxReceiveCount: 128,
  visibilityTimeout: 30,
  ageObjective: 60,
  fair: false,
  events: {
    'orders.order.cancelled.v1': validate.ordersOrderCancelledV1,
    'orders.order.paid.v1': validate.ordersOrderPaidV1,
    'orders.order.payment_failed.v1': validate.ordersOrderPaymentFailedV1,
    'orders.order.placed.v1': validate.ordersOrderPlacedV1,
    'orders.order.updated.v1': validate.ordersOrderUpdatedV1,
  },
};
