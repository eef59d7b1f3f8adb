import { webhooksTable } from 'penstock/runtime/webhooks/table/layout';
import { context } from '../generated/infra.ts';

/** What sends deliveries works with endpoints, their cooldowns, and the log of what was sent. */
const sender = { items: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'] } as const;

export const webhooks = context({
  name: 'webhooks',
  tables: { webhooks: webhooksTable },
  settings: {
    /** Whether endpoints may have private addresses and plain http. */
    allowPrivateWebhooks: ({ allowPrivateWebhooks = false }) => String(allowPrivateWebhooks),
  },
  operations: {
    createWebhookEndpoint: {
      tables: { webhooks: { items: ['GetItem', 'PutItem'], query: ['byTenant'] } },
      settings: ['allowPrivateWebhooks'],
    },
    listWebhookEndpoints: { tables: { webhooks: { query: ['byTenant'] } } },
    deleteWebhookEndpoint: { tables: { webhooks: { items: ['UpdateItem'] } } },
    rotateWebhookSecret: { tables: { webhooks: { items: ['GetItem', 'UpdateItem'] } } },
    listWebhookDeliveries: { tables: { webhooks: { items: ['GetItem', 'Query'] } } },
    redeliverWebhook: { tables: { webhooks: { items: ['GetItem', 'PutItem'] } }, sendsTo: ['deliverWebhook'] },
  },
  consumers: {
    fanOutWebhooks: { tables: { webhooks: { query: ['byTenant'] } }, sendsTo: ['deliverWebhook'] },
    deliverWebhook: {
      tables: { webhooks: sender },
      sendsTo: ['retryWebhook'],
      settings: ['allowPrivateWebhooks'],
    },
    retryWebhook: { tables: { webhooks: sender }, settings: ['allowPrivateWebhooks'] },
  },
});
