// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { ConsumerContract } from 'penstock/runtime/consumer-contract';
import type { WebhooksDeliveryRequestedV1 } from '../events.ts';
import * as validate from '../validators/consumed.js';

export type DeliverWebhookMessage =
  | WebhooksDeliveryRequestedV1;

export const deliverWebhook: ConsumerContract<DeliverWebhookMessage> = {
  name: 'deliverWebhook',
  queue: 'webhook-delivery',
  deadline: 9000,
  timeout: 10,
  batchSize: 5,
  maxConcurrency: 30,
  retryWindow: 86400,
  backoff: { base: 1, cap: 900 },
  maxReceiveCount: 992,
  visibilityTimeout: 88,
  ageObjective: 60,
  fair: true,
  events: { 'webhooks.delivery.requested.v1': validate.webhooksDeliveryRequestedV1 },
};
