import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type DependencyOptions, dependency } from '../../resilience/dependency.ts';
import { lruCache } from '../../resilience/lru-cache.ts';
import { dynamoDBCooldowns } from '../cooldown/dynamodb-cooldowns.ts';
import { endpointCooldowns } from '../cooldown/endpoint-cooldowns.ts';
import { dynamoDBEndpoints } from '../endpoints/dynamodb-endpoints.ts';
import { httpSubscriber } from '../subscriber/http-subscriber.ts';
import type { DeliveryParts } from './deliver.ts';
import { dynamoDBDeliveries } from './dynamodb-deliveries.ts';

/**
 * One endpoint as one process sees it. The subscriber's own timeout (5 s) ends an attempt first. The breaker is there for
 * endpoints that fail quickly: five failures in a row open it, and one is enough in a process that has seen no call
 * succeed, be it silence. All processes are notified besides that an endpoint is silent.
 */
const endpointProtection: DependencyOptions = {
  timeout: 6000,
  concurrency: 5,
  breaker: { failures: 5, openFor: { base: 5000, cap: 60_000 } },
  budget: { ratio: 0.1, perSecond: 1, capacity: 10 },
};
/** Endpoints that a process remembers the state of. */
const REMEMBERED_ENDPOINTS = 1000;

export interface DeliveryPartsOptions {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Endpoints may have private addresses and plain http. */
  readonly allowPrivate: boolean;
}

/** What a process delivers with, retained for its life. */
export const deliveryParts = ({ client, table, allowPrivate }: DeliveryPartsOptions): DeliveryParts => ({
  endpoints: dynamoDBEndpoints(client, table),
  deliveries: dynamoDBDeliveries(client, table),
  subscriber: httpSubscriber({ allowPrivate }),
  protection: lruCache((id) => dependency(`endpoint ${id}`, endpointProtection), REMEMBERED_ENDPOINTS),
  cooldowns: endpointCooldowns(dynamoDBCooldowns(client, table), Date.now),
  now: Date.now,
});
