// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { GraphContract } from 'penstock/runtime/graph/contract';
import { cancelOrder } from '../operations/cancelOrder.ts';
import { createOrder } from '../operations/createOrder.ts';
import { getOrder } from '../operations/getOrder.ts';
import { listOrders } from '../operations/listOrders.ts';
import { updateOrder } from '../operations/updateOrder.ts';
import type { Resolvers } from './resolvers.ts';
import { trustedDocuments } from './documents.ts';
import { schema } from './schema.ts';

export const graph: GraphContract<Resolvers> = {
  operationId: 'graph',
  authenticated: true,
  deadline: 4800,
  attempts: 3,
  attemptTimeout: 1533,
  schema: schema,
  fields: {
    'Query.order': { operation: getOrder, parameters: { id: 'orderId' } },
    'Query.orders': { operation: listOrders, parameters: { first: 'limit', after: 'cursor', status: 'status' } },
    'Mutation.createOrder': { operation: createOrder, parameters: {}, body: 'input', key: 'idempotencyKey' },
    'Mutation.updateOrder': { operation: updateOrder, parameters: { id: 'orderId' }, body: 'input' },
    'Mutation.cancelOrder': { operation: cancelOrder, parameters: { id: 'orderId' }, key: 'idempotencyKey' },
  },
  sunsets: {},
  trusted: trustedDocuments,
  plans: { free: {}, pro: {} },
};
