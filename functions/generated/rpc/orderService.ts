// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { MethodContract } from 'penstock/runtime/rpc/method-contract';
import * as cancelOrder from '../validators/cancelOrder.js';
import * as createOrder from '../validators/createOrder.js';
import { OrderService as service } from './orders/v1/orders_pb.ts';
import * as checks from './checks.ts';

export const orderService: {
  readonly createOrder: MethodContract<typeof service.method.createOrder>;
  readonly getOrder: MethodContract<typeof service.method.getOrder>;
  readonly updateOrder: MethodContract<typeof service.method.updateOrder>;
  readonly cancelOrder: MethodContract<typeof service.method.cancelOrder>;
  readonly listOrders: MethodContract<typeof service.method.listOrders>;
} = {
  createOrder: {
    method: service.method.createOrder,
    operationId: 'createOrder',
    security: [{ credential: 'token', scopes: ['orders:write'] }],
    idempotency: 'required',
    deadline: 2800,
    attempts: 3,
    attemptTimeout: 866,
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: true,
        type: 'string',
        validate: createOrder.idempotencyKeyHeader,
      },
    ],
    check: checks.orders_v1_CreateOrderRequest,
  },
  getOrder: {
    method: service.method.getOrder,
    operationId: 'getOrder',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
    idempotency: 'none',
    deadline: 2800,
    attempts: 3,
    attemptTimeout: 866,
    parameters: [],
    check: checks.orders_v1_GetOrderRequest,
  },
  updateOrder: {
    method: service.method.updateOrder,
    operationId: 'updateOrder',
    security: [{ credential: 'token', scopes: ['orders:write'] }],
    idempotency: 'none',
    deadline: 2800,
    attempts: 3,
    attemptTimeout: 866,
    parameters: [],
    check: checks.orders_v1_UpdateOrderRequest,
  },
  cancelOrder: {
    method: service.method.cancelOrder,
    operationId: 'cancelOrder',
    security: [{ credential: 'token', scopes: ['orders:write'] }],
    idempotency: 'required',
    deadline: 2800,
    attempts: 3,
    attemptTimeout: 866,
    parameters: [
      {
        name: 'Idempotency-Key',
        in: 'header',
        required: true,
        type: 'string',
        validate: cancelOrder.idempotencyKeyHeader,
      },
    ],
    check: checks.orders_v1_CancelOrderRequest,
  },
  listOrders: {
    method: service.method.listOrders,
    operationId: 'listOrders',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
    idempotency: 'none',
    deadline: 2800,
    attempts: 3,
    attemptTimeout: 866,
    parameters: [],
    check: checks.orders_v1_ListOrdersRequest,
  },
};
