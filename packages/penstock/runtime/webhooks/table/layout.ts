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

/** What the sort keys of all deliveries begin with. */
export const DELIVERY_PREFIX = SORT_KEYS.delivery('');

/** Seconds that a delivery is retained after its last attempt, and a cooldown after its end, at the least. */
export const RETENTION_SECONDS = 30 * 24 * 60 * 60;

/** The attribute by which the table lets an item expire, so long after an instant (RFC 3339). */
export const expiry = (since: string, retentionSeconds = RETENTION_SECONDS) => ({
  [webhooksTable.timeToLiveAttribute]: Math.floor(Date.parse(since) / 1000) + retentionSeconds,
});
