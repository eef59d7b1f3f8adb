// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { Validator } from 'penstock/runtime/operation-contract';
import type {
  OrdersOrderCancelledV1Data,
  OrdersOrderPaidV1Data,
  OrdersOrderPaymentFailedV1Data,
  OrdersOrderPlacedV1Data,
  OrdersOrderUpdatedV1Data,
  WebhooksDeliveryRequestedV1Data,
} from './types.ts';
import * as validate from './validators/events.js';

/** A CloudEvent (1.0, in JSON) as it travels. */
export interface CloudEvent<Type extends string, Source extends string, Data> {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: Source;
  readonly type: Type;
  readonly subject: string;
  /** RFC 3339. */
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly tenant: string;
  readonly correlationid: string;
  readonly traceparent?: string;
  readonly data: Data;
}

/** An order was cancelled. */
export type OrdersOrderCancelledV1 = CloudEvent<
  'orders.order.cancelled.v1',
  '/penstock/orders',
  OrdersOrderCancelledV1Data
>;

/** An order was paid. */
export type OrdersOrderPaidV1 = CloudEvent<
  'orders.order.paid.v1',
  '/penstock/orders',
  OrdersOrderPaidV1Data
>;

/** The payment of an order failed. */
export type OrdersOrderPaymentFailedV1 = CloudEvent<
  'orders.order.payment_failed.v1',
  '/penstock/orders',
  OrdersOrderPaymentFailedV1Data
>;

/** An order was placed. */
export type OrdersOrderPlacedV1 = CloudEvent<
  'orders.order.placed.v1',
  '/penstock/orders',
  OrdersOrderPlacedV1Data
>;

/** An order was changed. */
export type OrdersOrderUpdatedV1 = CloudEvent<
  'orders.order.updated.v1',
  '/penstock/orders',
  OrdersOrderUpdatedV1Data
>;

/** An event is to be delivered to a webhook endpoint. */
export type WebhooksDeliveryRequestedV1 = CloudEvent<
  'webhooks.delivery.requested.v1',
  '/penstock/webhooks',
  WebhooksDeliveryRequestedV1Data
>;

export interface EventsByType {
  readonly 'orders.order.cancelled.v1': OrdersOrderCancelledV1;
  readonly 'orders.order.paid.v1': OrdersOrderPaidV1;
  readonly 'orders.order.payment_failed.v1': OrdersOrderPaymentFailedV1;
  readonly 'orders.order.placed.v1': OrdersOrderPlacedV1;
  readonly 'orders.order.updated.v1': OrdersOrderUpdatedV1;
  readonly 'webhooks.delivery.requested.v1': WebhooksDeliveryRequestedV1;
}

export type EventType = keyof EventsByType;
export type EventOf<Type extends EventType> = EventsByType[Type];

/** The validators of whole events for whoever publishes them: closed, where those of consumers are tolerant. */
export const eventValidators: { readonly [Type in EventType]: Validator<EventsByType[Type]> } = {
  'orders.order.cancelled.v1': validate.ordersOrderCancelledV1,
  'orders.order.paid.v1': validate.ordersOrderPaidV1,
  'orders.order.payment_failed.v1': validate.ordersOrderPaymentFailedV1,
  'orders.order.placed.v1': validate.ordersOrderPlacedV1,
  'orders.order.updated.v1': validate.ordersOrderUpdatedV1,
  'webhooks.delivery.requested.v1': validate.webhooksDeliveryRequestedV1,
};
