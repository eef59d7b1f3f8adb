import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Attempts } from 'penstock/runtime/aws/client-config';
import { dynamoDBClient } from 'penstock/runtime/aws/dynamodb';
import { sqsClient } from 'penstock/runtime/aws/sqs';
import { lambdaRuntime, type Runtime } from 'penstock/runtime/core/runtime';
import { lazy } from 'penstock/runtime/lazy';
import type { DeliveryQueue } from 'penstock/runtime/webhooks/deliveries/delivery-queue';
import type { DeliveryRepository } from 'penstock/runtime/webhooks/deliveries/delivery-repository';
import { dynamoDBDeliveries } from 'penstock/runtime/webhooks/deliveries/dynamodb-deliveries';
import { sqsDeliveryQueue } from 'penstock/runtime/webhooks/deliveries/sqs-delivery-queue';
import { dynamoDBEndpoints } from 'penstock/runtime/webhooks/endpoints/dynamodb-endpoints';
import type { EndpointRepository } from 'penstock/runtime/webhooks/endpoints/endpoint-repository';
import type { UrlRules } from 'penstock/runtime/webhooks/endpoints/endpoint-url';
import { readAllowPrivate, readDeliveryQueueEnv, readRetryQueueEnv, readWebhooksEnv } from './env.ts';

/** What the operations' entries work with. */
export interface EndpointServices {
  readonly runtime: () => Runtime;
  readonly endpoints: () => EndpointRepository;
}

export interface CreationServices extends EndpointServices {
  readonly urlRules: () => UrlRules;
}

export interface DeliveryLogServices extends EndpointServices {
  readonly deliveries: () => DeliveryRepository;
}

export interface RedeliveryServices extends DeliveryLogServices {
  readonly queue: () => DeliveryQueue;
}

/** What reaches the table, for all that is made of it in a process. */
export interface Table {
  readonly client: DynamoDBClient;
  readonly table: string;
}

export const webhooksTable = (attempts: Attempts) =>
  lazy((): Table => {
    const { WEBHOOKS_TABLE: table } = readWebhooksEnv();
    return { client: dynamoDBClient(attempts, lambdaRuntime().telemetry.tracer), table };
  });

/** The services of a deployed function, each made at its first use and retained for the life of the process. */
export const composeEndpoints = (attempts: Attempts, table = webhooksTable(attempts)): EndpointServices => ({
  runtime: lambdaRuntime,
  endpoints: lazy(() => dynamoDBEndpoints(table().client, table().table)),
});

export function composeDeliveryLog(attempts: Attempts): DeliveryLogServices {
  const table = webhooksTable(attempts);
  return {
    ...composeEndpoints(attempts, table),
    deliveries: lazy(() => dynamoDBDeliveries(table().client, table().table)),
  };
}

export const composeCreation = (attempts: Attempts): CreationServices => ({
  ...composeEndpoints(attempts),
  urlRules: lazy(() => ({ allowPrivate: readAllowPrivate() })),
});

export const composeRedelivery = (attempts: Attempts): RedeliveryServices => ({
  ...composeDeliveryLog(attempts),
  queue: deliveryQueue(attempts),
});

/** The queue of deliveries, as a function sees it that sends to it. */
export const deliveryQueue = (attempts: Attempts) =>
  lazy(() => queueAt(attempts, readDeliveryQueueEnv().DELIVER_WEBHOOK_QUEUE_URL));

/** The queue of those that are tried again. */
export const retryQueue = (attempts: Attempts) =>
  lazy(() => queueAt(attempts, readRetryQueueEnv().RETRY_WEBHOOK_QUEUE_URL));

const queueAt = (attempts: Attempts, url: string): DeliveryQueue =>
  sqsDeliveryQueue(sqsClient(attempts, lambdaRuntime().telemetry.tracer), url);
