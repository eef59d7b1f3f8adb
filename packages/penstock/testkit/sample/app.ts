import type { AppParts } from '../../constructs/context/app-parts.ts';
import { contextFor, contextsFor } from '../../constructs/context/context.ts';
import { consumers, contract, events } from './contract.ts';

type OperationId =
  | 'createParcel'
  | 'listParcels'
  | 'getParcel'
  | 'updateParcel'
  | 'cancelParcel'
  | 'deleteLabel'
  | 'getHealth';
type ConsumerName = 'printLabel' | 'announceParcels' | 'sendNotice' | 'retryNotice';

/** What the generated `infra.ts` of an app has. */
const context = contextFor<OperationId, ConsumerName>();
const contexts = contextsFor<OperationId, ConsumerName>();

const health = context({ name: 'health', operations: { getHealth: {} } });

const parcels = context({
  name: 'parcels',
  tables: {
    parcels: {
      partitionKey: 'pk',
      indexes: {
        byTenant: { partitionKey: 'tenant', sortKey: 'listKey' },
        byTenantStatus: { partitionKey: 'tenantStatus', sortKey: 'listKey' },
      },
    },
  },
  outbox: { table: 'parcels', relay: 'relayParcels' },
  operations: {
    createParcel: { tables: { parcels: { items: ['PutItem'] } } },
    getParcel: { tables: { parcels: { items: ['GetItem'] } } },
    updateParcel: { tables: { parcels: { items: ['UpdateItem'] } } },
    cancelParcel: { tables: { parcels: { items: ['UpdateItem'] } } },
    deleteLabel: { tables: { parcels: { items: ['UpdateItem'] } } },
    listParcels: { tables: { parcels: { query: ['byTenant', 'byTenantStatus'] } } },
  },
});

const labels = context({
  name: 'labels',
  sharedTables: ['parcels'],
  providers: {
    labelPrinter: {
      description: 'What the printer knows the stage by',
      member: 'apiKey',
      notRotated: 'The printer issues the key: whoever gets a new one puts it here.',
    },
  },
  consumers: {
    printLabel: { tables: { parcels: { items: ['UpdateItem'] } }, providers: ['labelPrinter'] },
  },
});

const notices = context({
  name: 'notices',
  tables: {
    notices: {
      partitionKey: 'pk',
      sortKey: 'sk',
      indexes: { byTenant: { partitionKey: 'tenant', sortKey: 'listKey', include: ['id', 'address'] } },
      timeToLiveAttribute: 'expiresAt',
    },
  },
  consumers: {
    announceParcels: { tables: { notices: { query: ['byTenant'] } }, sendsTo: ['sendNotice'] },
    sendNotice: { tables: { notices: { items: ['GetItem', 'PutItem'] } }, sendsTo: ['retryNotice'] },
    retryNotice: { tables: { notices: { items: ['GetItem', 'PutItem'] } } },
  },
});

export const parts: AppParts = {
  name: 'parcels',
  contract,
  events,
  consumers,
  contexts: contexts([health, parcels, labels, notices]),
};
