// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import { plainParameters } from 'penstock/runtime/http/parameters/plain-parameters';
import type { Immutable, OperationContract, ServerSentEvent } from 'penstock/runtime/operation-contract';
import type { Order } from '../types.ts';
import * as answer from '../answers/watchOrder.js';
import * as validate from '../validators/watchOrder.js';

export type WatchOrderQuery = Record<string, never>;

export type WatchOrderAnswer =
  | {
      readonly status: 200;
      readonly headers?: never;
      readonly events: AsyncIterable<ServerSentEvent<Immutable<Order>>>;
      readonly replayed?: never;
    }
  | {
      readonly status: 204;
      readonly headers?: never;
      readonly body?: never;
      readonly replayed?: never;
    };

export const watchOrder: OperationContract<undefined, WatchOrderQuery, WatchOrderAnswer> = {
  operationId: 'watchOrder',
  method: 'GET',
  path: '/v1/orders/{orderId}/events',
  security: [{ credential: 'token', scopes: ['orders:read'] }],
  idempotency: 'none',
  deadline: 2800,
  stream: { deadline: 39800 },
  attempts: 3,
  attemptTimeout: 866,
  readParameters: plainParameters,
  parameters: [
    { name: 'orderId', in: 'path', required: true, type: 'string', validate: validate.orderIdPath },
    {
      name: 'Last-Event-ID',
      in: 'header',
      required: false,
      type: 'string',
      validate: validate.lastEventIDHeader,
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
      mediaType: 'text/event-stream',
      headers: { 'X-Correlation-Id': true, 'RateLimit-Policy': false },
      validate: answer.status200,
    },
    '204': { headers: { 'X-Correlation-Id': true, 'RateLimit-Policy': false }, validate: answer.status204 },
  },
  problems: ['400', '401', '403', '404', '429', '500', '503', '504'],
};
