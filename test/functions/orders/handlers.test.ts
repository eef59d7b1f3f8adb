import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type EventOptions, gatewayEvent, lambdaContext, recordingRuntime } from 'penstock/testkit/operation-runtime';
import type { OrderRecord } from '../../../functions/orders/domain/record.ts';
import { cancelOrder } from '../../../functions/orders/entry/http/cancelOrder.ts';
import { createOrder } from '../../../functions/orders/entry/http/createOrder.ts';
import { updateOrder } from '../../../functions/orders/entry/http/updateOrder.ts';
import { inMemoryOrders } from './stores.ts';
import { clerk, draft } from './support.ts';

const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
const outerTrace = process.env._X_AMZN_TRACE_ID;
let records: Map<string, OrderRecord>;
let services: Parameters<typeof createOrder>[0];

beforeEach(() => {
  delete process.env._X_AMZN_TRACE_ID;
  records = new Map();
  const orders = inMemoryOrders(records);
  const { runtime } = recordingRuntime();
  services = { orders: () => orders, runtime: () => runtime };
});
afterEach(() => {
  if (outerTrace === undefined) delete process.env._X_AMZN_TRACE_ID;
  else process.env._X_AMZN_TRACE_ID = outerTrace;
});

const json = (body: unknown, headers: Readonly<Record<string, string>> = {}): EventOptions => ({
  method: 'POST',
  caller: clerk(),
  headers: { 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(), ...headers },
  body: JSON.stringify(body),
});
const place = async (headers: Readonly<Record<string, string>> = {}): Promise<OrderRecord> => {
  const { statusCode } = await createOrder(services)(gatewayEvent(json(draft, headers)), lambdaContext());
  expect(statusCode).toBe(201);
  const [record] = [...records.values()].slice(-1);
  if (record === undefined) throw new Error('nothing was placed');
  return record;
};

describe('the event of a request', () => {
  it('carries the request’s correlation id and trace', async () => {
    const record = await place({ 'X-Correlation-Id': 'c-7', traceparent });

    expect(record.event).toEqual({ type: 'orders.order.placed.v1', correlationId: 'c-7', traceparent });
  });

  it('carries the function’s own trace when the request has none, or none that is one', async () => {
    process.env._X_AMZN_TRACE_ID = 'Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=1';

    expect((await place()).event.traceparent).toBe(traceparent);
    expect((await place({ traceparent: 'nonsense' })).event.traceparent).toBe(traceparent);
  });

  it('carries no trace when there is none', async () => {
    expect((await place()).event).not.toHaveProperty('traceparent');
  });
});

describe('an order that is being paid', () => {
  const claimed = async (): Promise<EventOptions> => {
    const record = await place();
    const payment = { state: 'capturing', at: record.createdAt, event: `${record.id}_1` } as const;
    records.set(`${record.tenant}#${record.id}`, { ...record, payment });
    return { pathParameters: { orderId: record.id } };
  };

  it.each([
    ['changed', updateOrder, 'PATCH', { reference: 'new' }, 'application/merge-patch+json'],
    ['cancelled', cancelOrder, 'POST', {}, 'application/json'],
  ])('fails to be %s with 409', async (_case, operation, method, body, type) => {
    const path = await claimed();
    const request = { ...json(body, { 'Content-Type': type, 'If-Match': '*' }), method, ...path };

    const { statusCode, body: answer } = await operation(services)(gatewayEvent(request), lambdaContext());

    expect([statusCode, JSON.parse(answer)]).toEqual([
      409,
      expect.objectContaining({ type: 'urn:penstock:problem:invalid-state', detail: expect.stringContaining('paid') }),
    ]);
  });
});
