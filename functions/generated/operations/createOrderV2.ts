// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { jsonBody } from 'penstock/runtime/http/body/json-body';
import type { Immutable, OperationContract } from 'penstock/runtime/operation-contract';
import type { NewOrderV2, OrderV2 } from '../types.ts';
import * as answer from '../answers/createOrderV2.js';
import * as validate from '../validators/createOrderV2.js';

export type CreateOrderV2Query = Record<string, never>;

export type CreateOrderV2Answer = {
  readonly status: 201;
  readonly headers: { readonly Location: string; readonly ETag: string };
  readonly body: Immutable<OrderV2>;
  readonly replayed?: boolean;
};

export const createOrderV2: OperationContract<NewOrderV2, CreateOrderV2Query, CreateOrderV2Answer> = {
  operationId: 'createOrderV2',
  method: 'POST',
  path: '/v2/orders',
  security: [{ credential: 'token', scopes: ['orders:write'] }],
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
        ETag: true,
        'Idempotent-Replayed': false,
        'X-Correlation-Id': true,
        'RateLimit-Policy': false,
      },
      validate: answer.status201,
    },
  },
  problems: ['400', '401', '403', '413', '415', '422', '429', '500', '503', '504'],
};
