// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { OperationContract } from '../../platform/operation-contract.ts';
import type { OrderPatch } from '../types.ts';
import * as validate from '../validators/updateOrder.js';

export type UpdateOrderQuery = Record<string, never>;

export const updateOrder: OperationContract<OrderPatch, UpdateOrderQuery> = {
  operationId: 'updateOrder',
  method: 'PATCH',
  path: '/v1/orders/{orderId}',
  scopes: ['orders:write'],
  idempotency: 'none',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  requestBody: { required: true, mediaType: 'application/merge-patch+json', validate: validate.body },
  parameters: [
    { name: 'orderId', in: 'path', required: true, type: 'string', validate: validate.orderIdPath },
    {
      name: 'If-Match',
      in: 'header',
      required: false,
      type: 'string',
      validate: validate.ifMatchHeader,
    },
    {
      name: 'X-Correlation-Id',
      in: 'header',
      required: false,
      type: 'string',
      validate: validate.xCorrelationIdHeader,
    },
    {
      name: 'traceparent',
      in: 'header',
      required: false,
      type: 'string',
      validate: validate.traceparentHeader,
    },
  ],
};
