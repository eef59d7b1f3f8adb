import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { tenantKey } from '../../aws/tenant-key.ts';

export type Item = Record<string, AttributeValue>;

/** The index that lists a tenant's endpoints. */
export const TENANT_INDEX = 'byTenant';

/**
 * The table of endpoints and what was sent to them: its keys, its index and the attribute by which items expire. The
 * index holds no signing secret, so that what lists endpoints can't read one.
 */
export const webhooksTable = {
  partitionKey: 'pk',
  sortKey: 'sk',
  indexes: {
    [TENANT_INDEX]: {
      partitionKey: 'tenant',
      sortKey: 'listKey',
      include: ['id', 'url', 'events', 'description', 'createdAt', 'disabled'],
    },
  },
  timeToLiveAttribute: 'expiresAt',
} as const;

/** The sort keys of an endpoint's partition. Deliveries sort by the time of their event. */
const SORT_KEYS = {
  endpoint: 'endpoint',
  /** While the endpoint is paused. */
  cooldown: 'cooldown',
  delivery: (deliveryId: string) => `delivery#${deliveryId}`,
  /** The event of a delivery that has no room for it. */
  event: (deliveryId: string) => `event#${deliveryId}`,
} as const;

/** An endpoint, its cooldown and its deliveries share a partition. */
export const partitionOf = (tenant: string, endpointId: string): AttributeValue => ({
  S: tenantKey(tenant, endpointId),
});

const keyOf = (tenant: string, endpointId: string, sortKey: string): Item => ({
  pk: partitionOf(tenant, endpointId),
  sk: { S: sortKey },
});

export const endpointKey = (tenant: string, id: string): Item => keyOf(tenant, id, SORT_KEYS.endpoint);

export const cooldownKey = (tenant: string, endpointId: string): Item => keyOf(tenant, endpointId, SORT_KEYS.cooldown);

export const deliveryKey = (tenant: string, endpointId: string, deliveryId: string): Item =>
  keyOf(tenant, endpointId, SORT_KEYS.delivery(deliveryId));

export const eventKey = (tenant: string, endpointId: string, deliveryId: string): Item =>
  keyOf(tenant, endpointId, SORT_KEYS.event(deliveryId));

/** What the sort keys of all deliveries begin with, and of all events. */
export const DELIVERY_PREFIX = SORT_KEYS.delivery('');
export const EVENT_PREFIX = SORT_KEYS.event('');

/** What the key of a delivery is made of; an id has no `#`. */
export function deliveryIdsOf({ pk, sk }: Item): {
  readonly tenant: string;
  readonly endpointId: string;
  readonly deliveryId: string;
} {
  const partition = pk?.S ?? '';
  const separator = partition.lastIndexOf('#');
  return {
    tenant: partition.slice(0, separator),
    endpointId: partition.slice(separator + 1),
    deliveryId: (sk?.S ?? '').slice(DELIVERY_PREFIX.length),
  };
}

/** Seconds that a delivery is retained after its last attempt, and a cooldown after its end, at the least. */
export const RETENTION_SECONDS = 30 * 24 * 60 * 60;

/**
 * Seconds that an event is retained that lies apart from its delivery. It is written when a delivery is asked for, and
 * attempts go on as long as messages live: 14 days at the most, in each of the two queues of deliveries.
 *
 * @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 */
export const EVENT_RETENTION_SECONDS = RETENTION_SECONDS + 2 * 14 * 24 * 60 * 60;

/** The attribute by which the table lets an item expire, so long after an instant (RFC 3339). */
export const expiry = (since: string, retentionSeconds = RETENTION_SECONDS) => ({
  [webhooksTable.timeToLiveAttribute]: Math.floor(Date.parse(since) / 1000) + retentionSeconds,
});
