// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { OperationContract } from '../../platform/operation-contract.ts';
import * as validate from '../validators/getHealth.js';

export type GetHealthQuery = Record<string, never>;

export const getHealth: OperationContract<undefined, GetHealthQuery> = {
  operationId: 'getHealth',
  method: 'GET',
  path: '/health',
  scopes: [],
  idempotency: 'none',
  deadline: 800,
  attempts: 2,
  attemptTimeout: 350,
  parameters: [
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
