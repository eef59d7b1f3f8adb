// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { OperationContract } from '../../platform/operation-contract.ts';
import * as validate from '../validators/listWebhookEndpoints.js';

export interface ListWebhookEndpointsQuery {
  readonly limit: number;
  readonly cursor?: string;
}

export const listWebhookEndpoints: OperationContract<undefined, ListWebhookEndpointsQuery> = {
  operationId: 'listWebhookEndpoints',
  method: 'GET',
  path: '/v1/webhook-endpoints',
  scopes: ['webhooks:read'],
  idempotency: 'none',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  parameters: [
    {
      name: 'limit',
      in: 'query',
      required: false,
      type: 'integer',
      default: 20,
      validate: validate.limitQuery,
    },
    { name: 'cursor', in: 'query', required: false, type: 'string', validate: validate.cursorQuery },
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
