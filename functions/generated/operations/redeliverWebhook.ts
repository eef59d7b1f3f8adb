// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { plainParameters } from 'penstock/runtime/http/parameters/plain-parameters';
import type { Immutable, OperationContract } from 'penstock/runtime/operation-contract';
import type { WebhookDelivery } from '../types.ts';
import * as answer from '../answers/redeliverWebhook.js';
import * as validate from '../validators/redeliverWebhook.js';

export type RedeliverWebhookQuery = Record<string, never>;

export type RedeliverWebhookAnswer = {
  readonly status: 202;
  readonly headers?: never;
  readonly body: Immutable<WebhookDelivery>;
  readonly replayed?: boolean;
};

export const redeliverWebhook: OperationContract<undefined, RedeliverWebhookQuery, RedeliverWebhookAnswer> = {
  operationId: 'redeliverWebhook',
  method: 'POST',
  path: '/v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/redelivery',
  security: [{ credential: 'token', scopes: ['webhooks:write'] }],
  idempotency: 'required',
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
  answers: {
    '202': {
      mediaType: 'application/json',
      headers: { 'Idempotent-Replayed': false, 'X-Correlation-Id': true, 'RateLimit-Policy': false },
      validate: answer.status202,
    },
  },
  problems: ['400', '401', '403', '404', '409', '429', '500', '503', '504'],
};
