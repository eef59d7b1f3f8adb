import { type Attribute, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import type { TableAccess } from 'penstock/constructs/regional-table';
import type { OperationId } from '../../functions/generated/routes.ts';

const text = (name: string): Attribute => ({ name, type: AttributeType.STRING });

/** `pk` is `<tenant>#<orderId>`; lists are read newest first by `listKey`, `<createdAt>#<orderId>`. */
export const ordersKeys = {
  partitionKey: text('pk'),
  indexes: {
    byTenant: { partitionKey: text('tenant'), sortKey: text('listKey') },
    byTenantStatus: { partitionKey: text('tenantStatus'), sortKey: text('listKey') },
  },
};

/** What each operation does to the orders table; an operation that is not here cannot reach it. */
export const ordersAccess: Readonly<Partial<Record<OperationId, TableAccess<keyof typeof ordersKeys.indexes>>>> = {
  createOrder: { items: ['PutItem'] },
  getOrder: { items: ['GetItem'] },
  updateOrder: { items: ['UpdateItem'] },
  cancelOrder: { items: ['UpdateItem'] },
  listOrders: { query: ['byTenant', 'byTenantStatus'] },
};
