// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { OperationContract } from '../../platform/operation-contract.ts';
import type { Cancellation } from '../types.ts';
import * as validate from '../validators/cancelOrder.js';

export type CancelOrderQuery = Record<string, never>;

export const cancelOrder: OperationContract<Cancellation | undefined, CancelOrderQuery> = {
  operationId: 'cancelOrder',
  method: 'POST',
  path: '/v1/orders/{orderId}/cancellation',
  scopes: ['orders:write'],
  idempotency: 'required',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  requestBody: { required: false, mediaType: 'application/json', validate: validate.body },
  parameters: [
    { name: 'orderId', in: 'path', required: true, type: 'string', validate: validate.orderIdPath },
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      type: 'string',
      validate: validate.idempotencyKeyHeader,
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
