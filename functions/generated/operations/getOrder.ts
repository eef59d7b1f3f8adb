// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { OperationContract } from '../../platform/operation-contract.ts';
import * as validate from '../validators/getOrder.js';

export type GetOrderQuery = Record<string, never>;

export const getOrder: OperationContract<undefined, GetOrderQuery> = {
  operationId: 'getOrder',
  method: 'GET',
  path: '/v1/orders/{orderId}',
  scopes: ['orders:read'],
  idempotency: 'none',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  parameters: [
    { name: 'orderId', in: 'path', required: true, type: 'string', validate: validate.orderIdPath },
    {
      name: 'If-None-Match',
      in: 'header',
      required: false,
      type: 'string',
      validate: validate.ifNoneMatchHeader,
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
