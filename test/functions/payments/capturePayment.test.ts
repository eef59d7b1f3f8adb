import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { SQSRecord } from 'aws-lambda';
import { invalidity } from 'penstock/runtime/queue/message';
import { dependency } from 'penstock/runtime/resilience/dependency';
import { type MessageOptions, message, recordingConsumer } from 'penstock/testkit/consumer-runtime';
import { answer, type Respond, startServer } from 'penstock/testkit/http-server';
import { lambdaContext } from 'penstock/testkit/operation-runtime';
import { eventValidators } from '../../../functions/generated/events.ts';
import { orderEvent } from '../../../functions/orders/application/order-event.ts';
import type { OrderRepository } from '../../../functions/orders/application/order-repository.ts';
import { payableOrders } from '../../../functions/orders/published/payable-orders.ts';
import { httpPaymentProvider } from '../../../functions/payments/adapters/http-provider.ts';
import { providerTerms } from '../../../functions/payments/compose.ts';
import { capturePayment } from '../../../functions/payments/entry/queue/capturePayment.ts';
import { type Engine, startEngine } from '../../support/dynamodb.ts';
import { ordersApi } from '../orders/api.ts';
import { dynamoDBOrders } from '../orders/stores.ts';
import { cancellation, draft, placement } from '../orders/support.ts';

const { signal } = new AbortController();
const region = 'eu-west-1';
let engine: Engine;
let table: string;
let orders: OrderRepository;
let provider: Awaited<ReturnType<typeof startServer>>;
let respond: Respond;
let world: ReturnType<typeof recordingConsumer>;
let charges: Map<string, { id: string; status: string; amount: number }>;

beforeAll(async () => {
  engine = await startEngine();
  table = `orders-${randomUUID()}`;
  await engine.createOrdersTable(table);
  orders = dynamoDBOrders(engine.client, { table, region });
});
afterAll(() => engine.stop());
beforeEach(async () => {
  world = recordingConsumer();
  charges = new Map();
  respond = record;
  provider = await startServer((...args) => respond(...args));
});
afterEach(() => provider.close());

/** As a provider that knows its idempotency keys. */
const record: Respond = ({ headers, body }, response) => {
  const key = String(headers['idempotency-key']);
  const { amount } = JSON.parse(body);
  const charge = charges.get(key) ?? { id: `ch_${charges.size + 1}`, status: 'succeeded', amount };
  charges.set(key, charge);
  answer(response, 201, charge);
};

const handlerOf = (timeout = 1000) => {
  const parts = {
    orders: payableOrders(engine.client, { table, region }),
    provider: httpPaymentProvider({
      url: provider.url,
      credential: { get: async () => 'sk_test', forget: () => {} },
      dependency: dependency('The payment provider', { ...providerTerms, timeout, concurrency: 10 }),
    }),
  };
  return capturePayment({ parts: () => parts, runtime: () => world.runtime });
};

const place = async (over?: Parameters<typeof placement>[0]) => {
  const placed = placement(over);
  await orders.place(placed, signal);
  return placed;
};
const stored = async ({ tenant, id }: { readonly tenant: string; readonly id: string }) => {
  const found = await orders.find(tenant, id, signal);
  if (found === undefined) throw new Error(`${id} is gone`);
  return found;
};
const placedMessage = async (order: { tenant: string; id: string }, options?: MessageOptions): Promise<SQSRecord> =>
  message(orderEvent(await stored(order)), options);

describe('capturePayment', () => {
  it('pays the orders of a batch, each with one charge', async () => {
    const placed = await Promise.all([place(), place(), place(), place(), place()]);

    const result = await handlerOf()(
      { Records: await Promise.all(placed.map((o) => placedMessage(o))) },
      lambdaContext(),
    );

    expect(result).toEqual({ batchItemFailures: [] });
    expect([...charges.keys()].sort()).toEqual(placed.map(({ id }) => id).sort());
    for (const order of placed) {
      expect(await stored(order)).toMatchObject({
        status: 'paid',
        version: 2,
        requestId: `${order.id}_1`,
        event: { type: 'orders.order.paid.v1', correlationId: order.stamp.correlationId },
        payment: { state: 'captured', charge: charges.get(order.id)?.id },
      });
    }
  });

  it('keeps the trace and the correlation of the request, from the order placed to the order paid', async () => {
    const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const headers = { traceparent, 'X-Correlation-Id': 'cart-7' };
    const { json } = await ordersApi({ orders }).create(draft, { headers });
    const placed = orderEvent(await stored({ tenant: 'acme', id: json.id }));

    await handlerOf()({ Records: [message(placed)] }, lambdaContext());

    const paid = orderEvent(await stored({ tenant: 'acme', id: json.id }));
    expect([placed.type, paid.type]).toEqual(['orders.order.placed.v1', 'orders.order.paid.v1']);
    expect(paid).toMatchObject({ traceparent, correlationid: 'cart-7' });
    expect(placed).toMatchObject({ traceparent, correlationid: 'cart-7' });
    expect(provider.received[0]?.headers.traceparent).toBe(traceparent);
  });

  it('pays an order that costs nothing, and asks for no charge', async () => {
    const free = { ...draft, items: [{ sku: 'GIFT', quantity: 1, unitPrice: 0 }] };
    const order = await place({ draft: free });

    const result = await handlerOf()({ Records: [await placedMessage(order)] }, lambdaContext());

    expect(result).toEqual({ batchItemFailures: [] });
    expect(provider.received).toHaveLength(0);
    expect(world.deadLettered).toEqual([]);
    const event = orderEvent(await stored(order));
    expect(event).toMatchObject({ type: 'orders.order.paid.v1', data: { order: { status: 'paid', total: 0 } } });
    expect(invalidity(eventValidators[event.type], event)).toBeUndefined();
  });

  it('does nothing for the same event again', async () => {
    const order = await place();
    const event = await placedMessage(order);
    await handlerOf()({ Records: [event] }, lambdaContext());
    const first = await stored(order);

    const result = await handlerOf()({ Records: [event, { ...event, messageId: 'copy' }] }, lambdaContext());

    expect(result).toEqual({ batchItemFailures: [] });
    expect(await stored(order)).toEqual(first);
    expect(provider.received).toHaveLength(1);
  });

  it('charges nothing for an order that was cancelled before its claim', async () => {
    const order = await place();
    const event = await placedMessage(order);
    await orders.cancel(cancellation(order), signal);

    await handlerOf()({ Records: [event] }, lambdaContext());

    expect(provider.received).toHaveLength(0);
    expect((await stored(order)).status).toBe('cancelled');
  });

  it('charges once when the answer to the charge came too late', async () => {
    const order = await place();
    const event = await placedMessage(order);
    const { promise: charged, resolve } = Promise.withResolvers<() => void>();
    respond = (request, response) => resolve(() => record(request, response, {} as never));

    const late = await handlerOf(1000)({ Records: [event] }, lambdaContext());
    expect(late.batchItemFailures).toEqual([{ itemIdentifier: event.messageId }]);
    expect(world.lines.at(-1)?.fields).toMatchObject({ reason: 'timeout', delay: expect.any(Number) });
    expect(await stored(order)).toMatchObject({ status: 'pending', payment: { state: 'capturing' } });
    (await charged)();
    respond = record;

    await handlerOf()({ Records: [event] }, lambdaContext());

    expect(charges.size).toBe(1);
    expect(provider.received.map(({ headers }) => headers['idempotency-key'])).toEqual([order.id, order.id]);
    expect((await stored(order)).status).toBe('paid');
  });

  it('lets nothing stop for one message: malformed, unknown, oversize, refused, declined, flaky', async () => {
    // In a process that has seen no call succeed, the flaky one may go first and keep the others waiting.
    const handler = handlerOf();
    await handler({ Records: [await placedMessage(await place())] }, lambdaContext());
    world.lines.length = 0;
    const [good, declined, refused, flaky, missing] = await Promise.all([place(), place(), place(), place(), place()]);
    respond = (request, response, incoming) => {
      const { orderId } = JSON.parse(request.body);
      if (orderId === declined?.id) return answer(response, 402, { reason: 'insufficient funds' });
      if (orderId === refused?.id) return answer(response, 422, { error: 'currency' });
      if (orderId === flaky?.id) return answer(response, 503, '');
      return record(request, response, incoming);
    };
    const events = await Promise.all([good, declined, refused, flaky].map((order) => placedMessage(order)));
    const gone = { ...orderEvent(await stored(missing)), id: 'ord_gone_1', subject: 'ord_gone' };
    const newer = { ...orderEvent(await stored(missing)), type: 'orders.order.placed.v2' };
    const bad = [message('{"id"'), message(newer), message('x'.repeat(300_000)), message({ ...newer, data: 7 })];

    const result = await handler(
      {
        Records: [bad[0], events[0], bad[1], events[1], bad[2], events[2], message(gone), events[3], bad[3]].filter(
          (r) => r !== undefined,
        ),
      },
      lambdaContext(10_000),
    );

    expect(result.batchItemFailures).toEqual([{ itemIdentifier: events[3]?.messageId }]);
    expect((await stored(good)).status).toBe('paid');
    expect(await stored(declined)).toMatchObject({
      status: 'payment_failed',
      event: { type: 'orders.order.payment_failed.v1' },
      payment: { reason: 'insufficient funds' },
    });
    expect(await stored(refused)).toMatchObject({
      status: 'payment_failed',
      event: { type: 'orders.order.payment_failed.v1' },
      payment: { reason: 'charge-refused' },
    });
    expect((await stored(flaky)).status).toBe('pending');
    expect(world.deadLettered.map(({ cause }) => cause.reason).sort()).toEqual([
      'malformed',
      'order-not-found',
      'oversize',
      'unknown-version',
      'unknown-version',
    ]);
    expect(world.lines.filter(({ message }) => message.startsWith('message'))).toHaveLength(9);
    expect(world.lines.find(({ message }) => message === 'charge refused')).toMatchObject({
      level: 'error',
      fields: { orderId: refused?.id, tenant: 'acme', reason: 'charge-refused' },
    });
  });

  it.each([
    ['new orders', 1],
    ['orders that were tried before', 30],
  ])('makes %s wait while the provider is down, and nothing ends in the dead-letter queue', async (_case, attempt) => {
    respond = (_request, response) => answer(response, 503, '');
    const placed = await Promise.all([...Array(12)].map(() => place()));
    const events = await Promise.all(placed.map((order) => placedMessage(order, { attempt })));
    const handler = handlerOf();

    for (const event of events) await handler({ Records: [event] }, lambdaContext());

    expect(provider.received).toHaveLength(1);
    expect(world.deadLettered).toEqual([]);
    expect(world.postponed).toHaveLength(events.length);
    expect(world.lines.map(({ fields }) => fields.reason).slice(1)).toEqual(Array(11).fill('breaker-open'));
  });
});
