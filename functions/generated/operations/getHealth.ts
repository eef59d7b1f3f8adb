// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { Immutable, OperationContract } from 'penstock/runtime/operation-contract';
import type { Health } from '../types.ts';
import * as answer from '../answers/getHealth.js';
import * as validate from '../validators/getHealth.js';

export type GetHealthQuery = Record<string, never>;

export type GetHealthAnswer = {
  readonly status: 200;
  readonly headers?: never;
  readonly body: Immutable<Health>;
  readonly replayed?: never;
};

export const getHealth: OperationContract<undefined, GetHealthQuery, GetHealthAnswer> = {
  operationId: 'getHealth',
  method: 'GET',
  path: '/health',
  security: [],
  idempotency: 'none',
  deadline: 800,
  attempts: 2,
  attemptTimeout: 350,
  parameters: [
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
      headers: { 'X-Correlation-Id': true },
      validate: answer.status200,
    },
  },
  problems: ['400', '429', '500', '503', '504'],
};
