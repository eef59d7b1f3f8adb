// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { jsonBody } from 'penstock/runtime/http/body/json-body';
import { plainParameters } from 'penstock/runtime/http/parameters/plain-parameters';
import type { Immutable, OperationContract } from 'penstock/runtime/operation-contract';
import type { Cancellation, Order } from '../types.ts';
import * as answer from '../answers/cancelOrder.js';
import * as validate from '../validators/cancelOrder.js';

export type CancelOrderQuery = Record<string, never>;

export type CancelOrderAnswer = {
  readonly status: 200;
  readonly headers: { readonly ETag: string };
  readonly body: Immutable<Order>;
  readonly replayed?: boolean;
};

export const cancelOrder: OperationContract<Cancellation | undefined, CancelOrderQuery, CancelOrderAnswer> = {
  operationId: 'cancelOrder',
  method: 'POST',
  path: '/v1/orders/{orderId}/cancellation',
  security: [{ credential: 'token', scopes: ['orders:write'] }],
  idempotency: 'required',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  requestBody: { required: false, mediaType: 'application/json', read: jsonBody, validate: validate.body },
  readParameters: plainParameters,
  parameters: [
    { name: 'orderId', in: 'path', required: true, type: 'string', validate: validate.orderIdPath },
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
      headers: {
        ETag: true,
        'Idempotent-Replayed': false,
        'X-Correlation-Id': true,
        'RateLimit-Policy': false,
      },
      validate: answer.status200,
    },
  },
  problems: ['400', '401', '403', '404', '409', '413', '415', '422', '429', '500', '503', '504'],
};
