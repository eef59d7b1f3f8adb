// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { plainParameters } from 'penstock/runtime/http/parameters/plain-parameters';
import type { Immutable, OperationContract } from 'penstock/runtime/operation-contract';
import type { RotatedWebhookEndpoint } from '../types.ts';
import * as answer from '../answers/rotateWebhookSecret.js';
import * as validate from '../validators/rotateWebhookSecret.js';

export type RotateWebhookSecretQuery = Record<string, never>;

export type RotateWebhookSecretAnswer = {
  readonly status: 200;
  readonly headers?: never;
  readonly body: Immutable<RotatedWebhookEndpoint>;
  readonly replayed?: boolean;
};

export const rotateWebhookSecret: OperationContract<undefined, RotateWebhookSecretQuery, RotateWebhookSecretAnswer> = {
  operationId: 'rotateWebhookSecret',
  method: 'POST',
  path: '/v1/webhook-endpoints/{endpointId}/secret-rotation',
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
    '200': {
      mediaType: 'application/json',
      headers: { 'Idempotent-Replayed': false, 'X-Correlation-Id': true, 'RateLimit-Policy': false },
      validate: answer.status200,
    },
  },
  problems: ['400', '401', '403', '404', '429', '500', '503', '504'],
};
