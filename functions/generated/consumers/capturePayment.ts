// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { ConsumerContract } from 'penstock/runtime/consumer-contract';
import type { OrdersOrderPlacedV1 } from '../events.ts';
import * as validate from '../validators/consumed.js';

export type CapturePaymentMessage =
  | OrdersOrderPlacedV1;

export const capturePayment: ConsumerContract<CapturePaymentMessage> = {
  name: 'capturePayment',
  queue: 'payments',
  deadline: 9000,
  timeout: 10,
  batchSize: 5,
  maxConcurrency: 20,
  retryWindow: 14400,
  backoff: { base: 1, cap: 300 },
  maxReceiveCount: 249,
  visibilityTimeout: 60,
  ageObjective: 60,
  fair: false,
  events: { 'orders.order.placed.v1': validate.ordersOrderPlacedV1 },
};
