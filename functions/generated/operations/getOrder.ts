// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { plainParameters } from 'penstock/runtime/http/parameters/plain-parameters';
import type { Immutable, OperationContract } from 'penstock/runtime/operation-contract';
import type { Order } from '../types.ts';
import * as answer from '../answers/getOrder.js';
import * as validate from '../validators/getOrder.js';

export type GetOrderQuery = Record<string, never>;

export type GetOrderAnswer =
  | {
      readonly status: 200;
      readonly headers: { readonly ETag: string };
      readonly body: Immutable<Order>;
      readonly replayed?: never;
    }
  | {
      readonly status: 304;
      readonly headers: { readonly ETag: string };
      readonly body?: never;
      readonly replayed?: never;
    };

export const getOrder: OperationContract<undefined, GetOrderQuery, GetOrderAnswer> = {
  operationId: 'getOrder',
  method: 'GET',
  path: '/v1/orders/{orderId}',
  security: [{ credential: 'token', scopes: ['orders:read'] }],
  idempotency: 'none',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  readParameters: plainParameters,
  parameters: [
    { name: 'orderId', in: 'path', required: true, type: 'string', validate: validate.orderIdPath },
    {
      name: 'If-None-Match',
      in: 'header',
      required: false,
      type: 'string',
      validate: validate.ifNoneMatchHeader,
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
    '304': {
      headers: { ETag: true, 'X-Correlation-Id': true, 'RateLimit-Policy': false },
      validate: answer.status304,
    },
  },
  problems: ['400', '401', '403', '404', '429', '500', '503', '504'],
};
