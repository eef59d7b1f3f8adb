// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { OperationContract } from '../../platform/operation-contract.ts';
import type { NewOrder } from '../types.ts';
import * as validate from '../validators/createOrder.js';

export type CreateOrderQuery = Record<string, never>;

export const createOrder: OperationContract<NewOrder, CreateOrderQuery> = {
  operationId: 'createOrder',
  method: 'POST',
  path: '/v1/orders',
  scopes: ['orders:write'],
  idempotency: 'required',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  requestBody: { required: true, mediaType: 'application/json', validate: validate.body },
  parameters: [
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
