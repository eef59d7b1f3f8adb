import type { Attempts } from 'penstock/runtime/aws/client-config';
import { lazy } from 'penstock/runtime/lazy';
import { type ConsumerRuntime, lambdaConsumerRuntime } from 'penstock/runtime/queue/runtime';
import type { DeliveryParts } from 'penstock/runtime/webhooks/deliveries/deliver';
import { deliveryParts } from 'penstock/runtime/webhooks/deliveries/delivery-parts';
import type { DeliveryQueue } from 'penstock/runtime/webhooks/deliveries/delivery-queue';
import type { EndpointRepository } from 'penstock/runtime/webhooks/endpoints/endpoint-repository';
import { composeEndpoints, deliveryQueue, retryQueue, webhooksTable } from './compose.ts';
import { readAllowPrivate } from './env.ts';

/** What the consumers' entries work with. Apart from `compose.ts`: operations would carry the consumers' runtime along. */
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

/** The services of a deployed consumer, each made at its first use and retained for the life of the process. */
export const composeFanOut = (): FanOutServices => ({
  runtime: lambdaConsumerRuntime,
  endpoints: composeEndpoints(CONSUMER_ATTEMPTS).endpoints,
  queue: deliveryQueue(CONSUMER_ATTEMPTS),
});

export function composeDelivery(): DeliveryServices {
  const table = webhooksTable(CONSUMER_ATTEMPTS);
  return {
    runtime: lambdaConsumerRuntime,
    parts: lazy(() => deliveryParts({ ...table(), allowPrivate: readAllowPrivate() })),
  };
}

export const composeFirstDelivery = (): FirstDeliveryServices => ({
  ...composeDelivery(),
  retries: retryQueue(CONSUMER_ATTEMPTS),
});
