// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { ConsumerContract } from 'penstock/runtime/consumer-contract';
import type { WebhooksDeliveryRequestedV1 } from '../events.ts';
import * as validate from '../validators/consumed.js';

export type RetryWebhookMessage =
  | WebhooksDeliveryRequestedV1;

export const retryWebhook: ConsumerContract<RetryWebhookMessage> = {
  name: 'retryWebhook',
  queue: 'webhook-retry',
  deadline: 9000,
  timeout: 10,
  batchSize: 5,
  maxConcurrency: 10,
  retryWindow: 86400,
  backoff: { base: 1, cap: 900 },
  maxReceiveCount: 992,
  visibilityTimeout: 88,
  ageObjective: 1800,
  fair: true,
  events: { 'webhooks.delivery.requested.v1': validate.webhooksDeliveryRequestedV1 },
};
