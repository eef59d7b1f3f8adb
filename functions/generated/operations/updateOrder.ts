// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { jsonBody } from 'penstock/runtime/http/body/json-body';
import { plainParameters } from 'penstock/runtime/http/parameters/plain-parameters';
import type { Immutable, OperationContract } from 'penstock/runtime/operation-contract';
import type { Order, OrderPatch } from '../types.ts';
import * as answer from '../answers/updateOrder.js';
import * as validate from '../validators/updateOrder.js';

export type UpdateOrderQuery = Record<string, never>;

export type UpdateOrderAnswer = {
  readonly status: 200;
  readonly headers: { readonly ETag: string };
  readonly body: Immutable<Order>;
  readonly replayed?: never;
};

export const updateOrder: OperationContract<OrderPatch, UpdateOrderQuery, UpdateOrderAnswer> = {
  operationId: 'updateOrder',
  method: 'PATCH',
  path: '/v1/orders/{orderId}',
  security: [{ credential: 'token', scopes: ['orders:write'] }],
  idempotency: 'none',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  requestBody: {
    required: true,
    mediaType: 'application/merge-patch+json',
    read: jsonBody,
    validate: validate.body,
  },
  readParameters: plainParameters,
  parameters: [
    { name: 'orderId', in: 'path', required: true, type: 'string', validate: validate.orderIdPath },
    {
      name: 'If-Match',
      in: 'header',
      required: false,
      type: 'string',
      validate: validate.ifMatchHeader,
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
      headers: { ETag: true, 'X-Correlation-Id': true, 'RateLimit-Policy': false },
      validate: answer.status200,
    },
  },
  problems: ['400', '401', '403', '404', '409', '412', '413', '415', '422', '428', '429', '500', '503', '504'],
};
