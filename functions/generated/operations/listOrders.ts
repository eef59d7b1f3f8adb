// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { plainParameters } from 'penstock/runtime/http/parameters/plain-parameters';
import type { Immutable, OperationContract } from 'penstock/runtime/operation-contract';
import type { OrderPage, OrderStatus } from '../types.ts';
import * as answer from '../answers/listOrders.js';
import * as validate from '../validators/listOrders.js';

export interface ListOrdersQuery {
  readonly limit: number;
  readonly cursor?: string;
  readonly status?: OrderStatus;
}

export type ListOrdersAnswer = {
  readonly status: 200;
  readonly headers?: { readonly Link?: string };
  readonly body: Immutable<OrderPage>;
  readonly replayed?: never;
};

export const listOrders: OperationContract<undefined, ListOrdersQuery, ListOrdersAnswer> = {
  operationId: 'listOrders',
  method: 'GET',
  path: '/v1/orders',
  security: [{ credential: 'token', scopes: ['orders:read'] }],
  idempotency: 'none',
  deadline: 2800,
  attempts: 3,
  attemptTimeout: 866,
  readParameters: plainParameters,
  parameters: [
    {
      name: 'limit',
      in: 'query',
      required: false,
      type: 'integer',
      default: 20,
      validate: validate.limitQuery,
    },
    { name: 'cursor', in: 'query', required: false, type: 'string', validate: validate.cursorQuery },
    { name: 'status', in: 'query', required: false, type: 'string', validate: validate.statusQuery },
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
  problems: ['400', '401', '403', '429', '500', '503', '504'],
};
