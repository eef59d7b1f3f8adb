import { type Attribute, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import type { TableAccess } from 'penstock/constructs/regional-table';
import type { OperationId } from '../../functions/generated/routes.ts';

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

/**
 * `pk` is `<tenant>#<endpointId>`; `sk` is `endpoint`, `cooldown` while it is paused, or `delivery#<deliveryId>` for what
 * was sent there. The last two have an `expiresAt`. Only endpoints that are not deleted have a `listKey`,
 * `<createdAt>#<endpointId>`. The index holds no signing secret, so that what lists endpoints can't read one.
 */
export const webhooksKeys = {
  partitionKey: text('pk'),
  sortKey: text('sk'),
  indexes: {
    byTenant: {
      partitionKey: text('tenant'),
      sortKey: text('listKey'),
      include: ['id', 'url', 'events', 'description', 'createdAt', 'disabled'],
    },
  },
  timeToLiveAttribute: 'expiresAt',
};

/** What each operation does to the webhooks table. */
export const webhooksAccess: Readonly<Partial<Record<OperationId, TableAccess<keyof typeof webhooksKeys.indexes>>>> = {
  createWebhookEndpoint: { items: ['GetItem', 'PutItem'], query: ['byTenant'] },
  listWebhookEndpoints: { query: ['byTenant'] },
  deleteWebhookEndpoint: { items: ['UpdateItem'] },
  rotateWebhookSecret: { items: ['GetItem', 'UpdateItem'] },
  listWebhookDeliveries: { items: ['GetItem', 'Query'] },
  redeliverWebhook: { items: ['GetItem', 'PutItem'] },
};
