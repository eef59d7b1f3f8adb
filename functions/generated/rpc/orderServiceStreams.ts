// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { MethodContract } from 'penstock/runtime/rpc/method-contract';
import { OrderService as service } from './orders/v1/orders_pb.ts';
import * as checks from './checks.ts';

export const orderServiceStreams: {
  readonly watchOrder: MethodContract<typeof service.method.watchOrder>;
} = {
  watchOrder: {
    method: service.method.watchOrder,
    operationId: 'watchOrder',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
    idempotency: 'none',
    deadline: 2800,
    stream: { deadline: 39800 },
    attempts: 3,
    attemptTimeout: 866,
    parameters: [],
    check: checks.orders_v1_WatchOrderRequest,
  },
};
