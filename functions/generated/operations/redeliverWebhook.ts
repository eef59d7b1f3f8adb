// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { OperationContract } from '../../platform/operation-contract.ts';
import * as validate from '../validators/redeliverWebhook.js';

export type RedeliverWebhookQuery = Record<string, never>;

export const redeliverWebhook: OperationContract<undefined, RedeliverWebhookQuery> = {
  operationId: 'redeliverWebhook',
  method: 'POST',
  path: '/v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/redelivery',
  scopes: ['webhooks:write'],
  idempotency: 'required',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  parameters: [
    {
      name: 'endpointId',
      in: 'path',
      required: true,
      type: 'string',
      validate: validate.endpointIdPath,
    },
    {
      name: 'deliveryId',
      in: 'path',
      required: true,
      type: 'string',
      validate: validate.deliveryIdPath,
    },
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
