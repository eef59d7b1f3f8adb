// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { plainParameters } from 'penstock/runtime/http/parameters/plain-parameters';
import type { OperationContract } from 'penstock/runtime/operation-contract';
import * as answer from '../answers/deleteWebhookEndpoint.js';
import * as validate from '../validators/deleteWebhookEndpoint.js';

export type DeleteWebhookEndpointQuery = Record<string, never>;

export type DeleteWebhookEndpointAnswer = {
  readonly status: 204;
  readonly headers?: never;
  readonly body?: never;
  readonly replayed?: never;
};

export const deleteWebhookEndpoint: OperationContract<undefined, DeleteWebhookEndpointQuery, DeleteWebhookEndpointAnswer> = {
  operationId: 'deleteWebhookEndpoint',
  method: 'DELETE',
  path: '/v1/webhook-endpoints/{endpointId}',
  security: [{ credential: 'token', scopes: ['webhooks:write'] }],
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
    '204': { headers: { 'X-Correlation-Id': true, 'RateLimit-Policy': false }, validate: answer.status204 },
  },
  problems: ['400', '401', '403', '404', '429', '500', '503', '504'],
};
