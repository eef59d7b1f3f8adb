import { context } from '../generated/infra.ts';

export const orders = context({
  name: 'orders',
  tables: {
    /** `pk` is `<tenant>#<orderId>`; lists are read newest first by `listKey`, `<createdAt>#<orderId>`. */
    orders: {
      partitionKey: 'pk',
      indexes: {
        byTenant: { partitionKey: 'tenant', sortKey: 'listKey' },
        byTenantStatus: { partitionKey: 'tenantStatus', sortKey: 'listKey' },
      },
    },
  },
  outbox: { table: 'orders', relay: 'relayEvents' },
  operations: {
    createOrder: { tables: { orders: { items: ['PutItem'] } } },
    getOrder: { tables: { orders: { items: ['GetItem'] } } },
    updateOrder: { tables: { orders: { items: ['UpdateItem'] } } },
    cancelOrder: { tables: { orders: { items: ['UpdateItem'] } } },
    listOrders: { tables: { orders: { query: ['byTenant', 'byTenantStatus'] } } },
  },
});
