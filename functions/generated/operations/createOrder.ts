// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { jsonBody } from 'penstock/runtime/http/body/json-body';
import type { Immutable, OperationContract } from 'penstock/runtime/operation-contract';
import type { NewOrder, Order } from '../types.ts';
import * as answer from '../answers/createOrder.js';
import * as validate from '../validators/createOrder.js';

export type CreateOrderQuery = Record<string, never>;

export type CreateOrderAnswer = {
  readonly status: 201;
  readonly headers: { readonly Location: string; readonly ETag: string; readonly Link?: string };
  readonly body: Immutable<Order>;
  readonly replayed?: boolean;
};

export const createOrder: OperationContract<NewOrder, CreateOrderQuery, CreateOrderAnswer> = {
  operationId: 'createOrder',
  method: 'POST',
  path: '/v1/orders',
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
        Deprecation: true,
        Sunset: true,
        Link: false,
      },
      validate: answer.status201,
    },
  },
  problems: ['400', '401', '403', '410', '413', '415', '422', '429', '500', '503', '504'],
  deprecated: { sunset: '2027-11-30', since: '2026-12-01', successor: '/v2/orders' },
};
