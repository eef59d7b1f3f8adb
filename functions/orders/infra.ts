import { context } from '../generated/infra.ts';
import type { ListedOrder } from './domain/record.ts';

/** What lists show: a change of anything else, such as a payment's claim, writes no index. */
const listed = [
  'id',
  'status',
  'currency',
  'content',
  'version',
  'createdAt',
  'updatedAt',
] as const satisfies (keyof ListedOrder)[];

export const orders = context({
  name: 'orders',
  tables: {
    /** `pk` is `<tenant>#<orderId>`; lists are read newest first by `listKey`, `<createdAt>#<orderId>`. */
    orders: {
      partitionKey: 'pk',
      indexes: {
        byTenant: { partitionKey: 'tenant', sortKey: 'listKey', include: listed },
        byTenantStatus: { partitionKey: 'tenantStatus', sortKey: 'listKey', include: listed },
      },
    },
    /** What operations of the graph cost, by tenant. */
    graphBudget: { partitionKey: 'pk' },
  },
  graph: { tables: { graphBudget: { items: ['UpdateItem'] }, orders: { items: ['BatchGetItem'] } } },
  graphStreams: { tables: { graphBudget: { items: ['UpdateItem'] } } },
  outbox: { table: 'orders', relay: 'relayEvents' },
  operations: {
    createOrder: { tables: { orders: { items: ['PutItem'] } } },
    createOrderV2: { tables: { orders: { items: ['PutItem'] } } },
    getOrder: { tables: { orders: { items: ['GetItem'] } } },
    watchOrder: { tables: { orders: { items: ['GetItem'] } } },
    updateOrder: { tables: { orders: { items: ['UpdateItem'] } } },
    cancelOrder: { tables: { orders: { items: ['UpdateItem'] } } },
    listOrders: { tables: { orders: { query: ['byTenant', 'byTenantStatus'] } } },
  },
});
