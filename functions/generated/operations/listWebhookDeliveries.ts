// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { plainParameters } from 'penstock/runtime/http/parameters/plain-parameters';
import type { Immutable, OperationContract } from 'penstock/runtime/operation-contract';
import type { WebhookDeliveryPage } from '../types.ts';
import * as answer from '../answers/listWebhookDeliveries.js';
import * as validate from '../validators/listWebhookDeliveries.js';

export interface ListWebhookDeliveriesQuery {
  readonly limit: number;
  readonly cursor?: string;
}

export type ListWebhookDeliveriesAnswer = {
  readonly status: 200;
  readonly headers?: { readonly Link?: string };
  readonly body: Immutable<WebhookDeliveryPage>;
  readonly replayed?: never;
};

export const listWebhookDeliveries: OperationContract<undefined, ListWebhookDeliveriesQuery, ListWebhookDeliveriesAnswer> = {
  operationId: 'listWebhookDeliveries',
  method: 'GET',
  path: '/v1/webhook-endpoints/{endpointId}/deliveries',
  security: [{ credential: 'token', scopes: ['webhooks:read'] }],
  idempotency: 'none',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  readParameters: plainParameters,
  parameters: [
    {
      name: 'endpointId',
      in: 'path',
      required: true,
      type: 'string',
      validate: validate.endpointIdPath,
    },
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
  answers: {
    '200': {
      mediaType: 'application/json',
      headers: { Link: false, 'X-Correlation-Id': true, 'RateLimit-Policy': false },
      validate: answer.status200,
    },
  },
  problems: ['400', '401', '403', '404', '429', '500', '503', '504'],
};
