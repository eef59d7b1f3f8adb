import type { Attempts } from '../platform/aws/client-config.ts';
import { dynamoDBClient } from '../platform/aws/dynamodb.ts';
import { sqsClient } from '../platform/aws/sqs.ts';
import { once } from '../platform/once.ts';
import { lambdaRuntime, type Runtime } from '../platform/operation.ts';
import { dynamoDBDeliveries } from './adapters/dynamodb-deliveries.ts';
import { dynamoDBEndpoints } from './adapters/dynamodb-endpoints.ts';
import { dynamoDBRests } from './adapters/dynamodb-rests.ts';
import { sqsDeliveries } from './adapters/sqs-deliveries.ts';
import type { DeliveryQueue } from './domain/delivery-queue.ts';
import type { DeliveryRepository } from './domain/delivery-repository.ts';
import type { EndpointRepository } from './domain/endpoint-repository.ts';
import type { UrlRules } from './domain/endpoint-url.ts';
import type { RestRepository } from './domain/rest-repository.ts';
import { readAllowPrivate, readDeliveryQueueEnv, readRetryQueueEnv, readWebhooksEnv } from './env.ts';
import { isPublicAddress } from './public-address.ts';

/** What the operations' handlers work with. */
export interface WebhookServices {
  readonly runtime: () => Runtime;
  readonly endpoints: () => EndpointRepository;
  readonly deliveries: () => DeliveryRepository;
}

export interface CreationServices extends Pick<WebhookServices, 'runtime' | 'endpoints'> {
  readonly urlRules: () => UrlRules;
}

export interface RedeliveryServices extends WebhookServices {
  readonly queue: () => DeliveryQueue;
}

/** The services of a deployed function, each made at its first use and kept for the life of the process. */
export function compose(attempts: Attempts): WebhookServices & { readonly rests: () => RestRepository } {
  const tracer = () => lambdaRuntime().telemetry.tracer;
  const client = once(() => dynamoDBClient(attempts, tracer()));
  return {
    runtime: lambdaRuntime,
    endpoints: once(() => dynamoDBEndpoints(client(), readWebhooksEnv().WEBHOOKS_TABLE)),
    deliveries: once(() => dynamoDBDeliveries(client(), readWebhooksEnv().WEBHOOKS_TABLE)),
    rests: once(() => dynamoDBRests(client(), readWebhooksEnv().WEBHOOKS_TABLE)),
  };
}

export const composeCreation = (attempts: Attempts): CreationServices => ({
  ...compose(attempts),
  urlRules: once(() => ({ allowPrivate: readAllowPrivate(), isPublicAddress })),
});

export const composeRedelivery = (attempts: Attempts): RedeliveryServices => ({
  ...compose(attempts),
  queue: deliveryQueue(attempts),
});

/** The queue of deliveries, as a function sees it that sends to it. */
export const deliveryQueue = (attempts: Attempts) =>
  once(() => queueAt(attempts, readDeliveryQueueEnv().WEBHOOK_QUEUE_URL));

/** The queue of those that are tried again. */
export const retryQueue = (attempts: Attempts) => once(() => queueAt(attempts, readRetryQueueEnv().RETRY_QUEUE_URL));

const queueAt = (attempts: Attempts, url: string): DeliveryQueue =>
  sqsDeliveries(sqsClient(attempts, lambdaRuntime().telemetry.tracer), url);
