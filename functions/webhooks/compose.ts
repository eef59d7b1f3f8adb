import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Attempts } from 'penstock/runtime/aws/client-config';
import { dynamoDBClient } from 'penstock/runtime/aws/dynamodb';
import { sqsClient } from 'penstock/runtime/aws/sqs';
import { lazy } from 'penstock/runtime/lazy';
import { lambdaRuntime, type Runtime } from 'penstock/runtime/operation';
import { dynamoDBDeliveries } from './adapters/dynamodb-deliveries.ts';
import { dynamoDBEndpoints } from './adapters/dynamodb-endpoints.ts';
import { sqsDeliveries } from './adapters/sqs-deliveries.ts';
import type { DeliveryQueue } from './domain/delivery-queue.ts';
import type { DeliveryRepository } from './domain/delivery-repository.ts';
import type { EndpointRepository } from './domain/endpoint-repository.ts';
import type { UrlRules } from './domain/endpoint-url.ts';
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

/** What reaches the table, for all that is made of it in a process. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly name: string;
}

export const webhooksTable = (attempts: Attempts) =>
  lazy((): Table => {
    const { WEBHOOKS_TABLE: name } = readWebhooksEnv();
    return { client: dynamoDBClient(attempts, lambdaRuntime().telemetry.tracer), name };
  });

/** The services of a deployed function, each made at its first use and kept for the life of the process. */
export const compose = (attempts: Attempts, table = webhooksTable(attempts)): WebhookServices => ({
  runtime: lambdaRuntime,
  endpoints: lazy(() => dynamoDBEndpoints(table().client, table().name)),
  deliveries: lazy(() => dynamoDBDeliveries(table().client, table().name)),
});

export const composeCreation = (attempts: Attempts): CreationServices => ({
  ...compose(attempts),
  urlRules: lazy(() => ({ allowPrivate: readAllowPrivate(), isPublicAddress })),
});

export const composeRedelivery = (attempts: Attempts): RedeliveryServices => ({
  ...compose(attempts),
  queue: deliveryQueue(attempts),
});

/** The queue of deliveries, as a function sees it that sends to it. */
export const deliveryQueue = (attempts: Attempts) =>
  lazy(() => queueAt(attempts, readDeliveryQueueEnv().DELIVER_WEBHOOK_QUEUE_URL));

/** The queue of those that are tried again. */
export const retryQueue = (attempts: Attempts) =>
  lazy(() => queueAt(attempts, readRetryQueueEnv().RETRY_WEBHOOK_QUEUE_URL));

const queueAt = (attempts: Attempts, url: string): DeliveryQueue =>
  sqsDeliveries(sqsClient(attempts, lambdaRuntime().telemetry.tracer), url);
