import type { Attempts } from 'penstock/runtime/aws/client-config';
import { lazy } from 'penstock/runtime/lazy';
import { type ConsumerRuntime, lambdaConsumerRuntime } from 'penstock/runtime/queue/runtime';
import { type DependencyOptions, dependency } from 'penstock/runtime/resilience/dependency';
import { lruCache } from 'penstock/runtime/resilience/lru-cache';
import { dynamoDBRests } from './adapters/dynamodb-rests.ts';
import { httpSubscriber } from './adapters/http-subscriber.ts';
import { compose, deliveryQueue, retryQueue, webhooksTable } from './compose.ts';
import type { DeliveryParts } from './deliver.ts';
import type { DeliveryQueue } from './domain/delivery-queue.ts';
import type { EndpointRepository } from './domain/endpoint-repository.ts';
import { readAllowPrivate } from './env.ts';
import { createRests } from './rests.ts';

/** What the consumers' handlers work with. Apart from `compose.ts`: operations would carry the consumers' runtime along. */
export interface FanOutServices {
  readonly runtime: () => ConsumerRuntime;
  readonly endpoints: () => EndpointRepository;
  readonly queue: () => DeliveryQueue;
}

export interface DeliveryServices {
  readonly runtime: () => ConsumerRuntime;
  readonly parts: () => DeliveryParts;
}

export interface FirstDeliveryServices extends DeliveryServices {
  /** Where what failed is tried again. */
  readonly retries: () => DeliveryQueue;
}

/** What a consumer may ask of AWS: three times, and half a second each. */
const CONSUMER_ATTEMPTS: Attempts = { attempts: 3, attemptTimeout: 500 };

/**
 * One endpoint as one process sees it. The subscriber's own timeout (5 s) ends an attempt first. The breaker is there for
 * endpoints that fail quickly: five failures in a row open it, and one is enough in a process that has seen no call
 * succeed, be it silence. That an endpoint is silent is told to all processes besides.
 */
const endpointProtection: DependencyOptions = {
  timeout: 6000,
  concurrency: 5,
  breaker: { failures: 5, openFor: { base: 5000, cap: 60_000 } },
  budget: { ratio: 0.1, perSecond: 1, capacity: 10 },
};
/** Endpoints that a process remembers the state of. */
const REMEMBERED_ENDPOINTS = 1000;

/** The services of a deployed consumer, each made at its first use and kept for the life of the process. */
export const composeFanOut = (): FanOutServices => ({
  runtime: lambdaConsumerRuntime,
  endpoints: compose(CONSUMER_ATTEMPTS).endpoints,
  queue: deliveryQueue(CONSUMER_ATTEMPTS),
});

export function composeDelivery(): DeliveryServices {
  const table = webhooksTable(CONSUMER_ATTEMPTS);
  const { endpoints, deliveries } = compose(CONSUMER_ATTEMPTS, table);
  return {
    runtime: lambdaConsumerRuntime,
    parts: lazy(() => ({
      endpoints: endpoints(),
      deliveries: deliveries(),
      subscriber: httpSubscriber({ allowPrivate: readAllowPrivate() }),
      protection: lruCache((id) => dependency(`endpoint ${id}`, endpointProtection), REMEMBERED_ENDPOINTS),
      rests: createRests(dynamoDBRests(table().client, table().name), Date.now),
      now: Date.now,
    })),
  };
}

export const composeFirstDelivery = (): FirstDeliveryServices => ({
  ...composeDelivery(),
  retries: retryQueue(CONSUMER_ATTEMPTS),
});
