// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { jsonBody } from 'penstock/runtime/http/body/json-body';
import type { Immutable, OperationContract } from 'penstock/runtime/operation-contract';
import type { CreatedWebhookEndpoint, NewWebhookEndpoint } from '../types.ts';
import * as answer from '../answers/createWebhookEndpoint.js';
import * as validate from '../validators/createWebhookEndpoint.js';

export type CreateWebhookEndpointQuery = Record<string, never>;

export type CreateWebhookEndpointAnswer = {
  readonly status: 201;
  readonly headers: { readonly Location: string };
  readonly body: Immutable<CreatedWebhookEndpoint>;
  readonly replayed?: boolean;
};

export const createWebhookEndpoint: OperationContract<NewWebhookEndpoint, CreateWebhookEndpointQuery, CreateWebhookEndpointAnswer> = {
  operationId: 'createWebhookEndpoint',
  method: 'POST',
  path: '/v1/webhook-endpoints',
  security: [{ credential: 'token', scopes: ['webhooks:write'] }],
  idempotency: 'required',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  requestBody: { required: true, mediaType: 'application/json', read: jsonBody, validate: validate.body },
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
  answers: {
    '201': {
      mediaType: 'application/json',
      headers: {
        Location: true,
        'Idempotent-Replayed': false,
        'X-Correlation-Id': true,
        'RateLimit-Policy': false,
      },
      validate: answer.status201,
    },
  },
  problems: ['400', '401', '403', '409', '410', '413', '415', '422', '429', '500', '503', '504'],
};
