import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { APIGatewayProxyResult } from 'aws-lambda';
import { type EventOptions, gatewayEvent, lambdaContext, recordingRuntime } from 'penstock/testkit/operation-runtime';
import type { OrderRepository } from '../../../functions/orders/application/order-repository.ts';
import type { OrderServices } from '../../../functions/orders/compose.ts';
import type { OrderRecord } from '../../../functions/orders/domain/record.ts';
import { cancelOrder } from '../../../functions/orders/entry/http/cancelOrder.ts';
import { createOrder } from '../../../functions/orders/entry/http/createOrder.ts';
import { createOrderV2 } from '../../../functions/orders/entry/http/createOrderV2.ts';
import { getOrder } from '../../../functions/orders/entry/http/getOrder.ts';
import { listOrders } from '../../../functions/orders/entry/http/listOrders.ts';
import { updateOrder } from '../../../functions/orders/entry/http/updateOrder.ts';
import { inMemoryOrders } from './stores.ts';
import { clerk, draft } from './support.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of every shape.
  readonly json: any;
}

/** The handlers of the orders on one store, called with gateway events. */
export function ordersApi(over: { readonly orders?: OrderRepository; readonly now?: () => number } = {}) {
  const records = new Map<string, OrderRecord>();
  const orders = over.orders ?? inMemoryOrders(records);
  const { runtime, lines, metrics } = recordingRuntime(over.now);
  const services: OrderServices = { orders: () => orders, runtime: () => runtime };
  const handlers = {
    createOrder: createOrder(services),
    createOrderV2: createOrderV2(services),
    getOrder: getOrder(services),
    listOrders: listOrders(services),
    updateOrder: updateOrder(services),
    cancelOrder: cancelOrder(services),
  };
  const call = async (name: keyof typeof handlers, options: EventOptions): Promise<Answer> =>
    answerOf(await handlers[name](gatewayEvent({ path: '/v1/orders', caller: clerk(), ...options }), lambdaContext()));

  const create = (body: unknown = draft, options: EventOptions = {}): Promise<Answer> =>
    call('createOrder', {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      ...options,
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...options.headers },
    });
  const on = (id: string, options: EventOptions = {}): EventOptions => ({
    path: `/v1/orders/${id}`,
    pathParameters: { orderId: id },
    ...options,
  });
  return {
    records,
    lines,
    metrics,
    create,
    createV2: (body: unknown, key: string = randomUUID()) =>
      call('createOrderV2', {
        method: 'POST',
        path: '/v2/orders',
        body: JSON.stringify(body),
        headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      }),
    created: async (body?: unknown): Promise<string> => {
      const answer = await create(body);
      expect(answer.status).toBe(201);
      return answer.json.id;
    },
    get: (id: string, options?: EventOptions) => call('getOrder', on(id, options)),
    list: (query: Record<string, string | string[]> = {}, options: EventOptions = {}) =>
      call('listOrders', { query, ...options }),
    patch: (id: string, body: unknown, options: EventOptions = {}) =>
      call(
        'updateOrder',
        on(id, {
          method: 'PATCH',
          body: JSON.stringify(body),
          ...options,
          headers: { 'Content-Type': 'application/merge-patch+json', ...(options.headers ?? { 'If-Match': '*' }) },
        }),
      ),
    cancel: (id: string, key: string = randomUUID(), options: EventOptions = {}) =>
      call(
        'cancelOrder',
        on(id, { method: 'POST', ...options, headers: { 'Idempotency-Key': key, ...options.headers } }),
      ),
  };
}

const answerOf = ({ statusCode, headers = {}, body }: APIGatewayProxyResult): Answer => ({
  status: statusCode,
  headers,
  text: body,
  json: body === '' ? undefined : JSON.parse(body),
});

/** Asserts all that every problem promises. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect({ status: answer.status, type: answer.json?.type ?? answer.text }).toEqual({
    status,
    type: `urn:penstock:problem:${code}`,
  });
  expect(answer.headers['Content-Type']).toBe('application/problem+json');
  expect(answer.headers['X-Correlation-Id']).toBe(answer.json.correlationId);
  expect(answer.json).toMatchObject({
    status,
    title: expect.stringMatching(/\S/),
    detail: expect.stringMatching(/\S/),
    instance: expect.stringMatching(/^urn:uuid:[0-9a-f-]{36}$/),
    retryable: expect.any(Boolean),
  });
}
