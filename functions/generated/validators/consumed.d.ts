// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { Validator } from 'penstock/runtime/operation-contract';
import type {
  OrdersOrderCancelledV1,
  OrdersOrderPaidV1,
  OrdersOrderPaymentFailedV1,
  OrdersOrderPlacedV1,
  OrdersOrderUpdatedV1,
  WebhooksDeliveryRequestedV1,
} from '../events.ts';

export declare const ordersOrderCancelledV1: Validator<OrdersOrderCancelledV1>;
export declare const ordersOrderPaidV1: Validator<OrdersOrderPaidV1>;
export declare const ordersOrderPaymentFailedV1: Validator<OrdersOrderPaymentFailedV1>;
export declare const ordersOrderPlacedV1: Validator<OrdersOrderPlacedV1>;
export declare const ordersOrderUpdatedV1: Validator<OrdersOrderUpdatedV1>;
export declare const webhooksDeliveryRequestedV1: Validator<WebhooksDeliveryRequestedV1>;
