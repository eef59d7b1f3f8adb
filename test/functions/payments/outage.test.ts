import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Context, SQSRecord } from 'aws-lambda';
import { TransientError } from 'penstock/runtime/core/failures';
import { dependency } from 'penstock/runtime/resilience/dependency';
import { message, recordingConsumer } from 'penstock/testkit/consumer-runtime';
import { capturePayment as contract } from '../../../functions/generated/consumers/capturePayment.ts';
import { orderEvent } from '../../../functions/orders/application/order-event.ts';
import type { OrderRecord } from '../../../functions/orders/domain/record.ts';
import type { PaymentProvider } from '../../../functions/payments/application/payment-provider.ts';
import { providerTerms } from '../../../functions/payments/compose.ts';
import { capturePayment } from '../../../functions/payments/entry/queue/capturePayment.ts';
import { inMemoryOrders, inMemoryPayableOrders } from '../orders/stores.ts';
import { placement } from '../orders/support.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const start = Date.parse('2026-11-22T12:00:00Z');

beforeEach(() => {
  jest.useFakeTimers({ now: start });
});
afterEach(() => {
  jest.useRealTimers();
});

interface Waiting {
  readonly record: SQSRecord;
  readonly sentAt: number;
  visibleAt: number;
  attempts: number;
}

/** Puts a message where it keeps the queue sorted by when messages are visible, behind those of the same moment. */
function enqueue(queue: Waiting[], message: Waiting): void {
  let [low, high] = [0, queue.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((queue[middle]?.visibleAt ?? 0) <= message.visibleAt) low = middle + 1;
    else high = middle;
  }
  queue.splice(low, 0, message);
}

/** Functions on a queue, each with a breaker and a budget of its own, while the provider is down; time is simulated. */
async function outage({ arrivals, length, processes }: { arrivals: number[]; length: number; processes: number }) {
  const orders = new Map<string, OrderRecord>();
  const deadLettered: SQSRecord[] = [];
  const paidAt: number[] = [];
  const calls = { down: 0 };
  const now = () => Date.now() - start;
  const charge: PaymentProvider['charge'] = async ({ id }) => {
    if (now() >= length) return { status: 'succeeded', charge: `ch_${id}` };
    calls.down += 1;
    throw new TransientError('provider-failed', 'The payment provider answered 503');
  };
  const worker = () => {
    const world = recordingConsumer();
    const guarded = dependency('The payment provider', providerTerms);
    const parts = {
      orders: inMemoryPayableOrders(orders),
      provider: { charge: (order, options) => guarded.call(() => charge(order, options), options) } as PaymentProvider,
    };
    const runtime = { ...world.runtime, random: Math.random, log: { info() {}, warn() {}, error() {} }, metric() {} };
    return { world, handler: capturePayment({ parts: () => parts, runtime: () => runtime }) };
  };
  const workers = [...Array(processes)].map(worker);
  const context = { getRemainingTimeInMillis: () => 10_000, awsRequestId: 'r' } as Context;
  const queue: Waiting[] = await Promise.all(
    arrivals.map(async (sentAt) => {
      const decision = await inMemoryOrders(orders).place(placement(), AbortSignal.abort());
      if (decision.outcome !== 'written') throw new Error('not placed');
      return { record: message(orderEvent(decision.record)), sentAt, visibleAt: sentAt, attempts: 0 };
    }),
  );
  queue.sort((one, other) => one.visibleAt - other.visibleAt);
  let most = 0;
  for (let turn = 0; queue.length > 0; turn += 1) {
    const next = queue.shift() as Waiting;
    jest.setSystemTime(start + Math.max(now(), next.visibleAt));
    next.attempts += 1;
    most = Math.max(most, next.attempts);
    const { handler, world } = workers[turn % processes] ?? worker();
    const attributes = {
      ...next.record.attributes,
      ApproximateReceiveCount: String(next.attempts),
      SentTimestamp: String(start + next.sentAt),
    };
    const { batchItemFailures } = await handler({ Records: [{ ...next.record, attributes }] }, context);
    if (batchItemFailures.length > 0) {
      next.visibleAt = now() + (world.postponed.pop()?.seconds ?? 60) * 1000;
      enqueue(queue, next);
    }
    deadLettered.push(...world.deadLettered.splice(0).map(({ message }) => message));
    if (batchItemFailures.length === 0) paidAt.push(now());
  }
  const paid = [...orders.values()].filter(({ status }) => status === 'paid').length;
  return { deadLettered: deadLettered.length, paid, calls: calls.down, most, last: Math.max(...paidAt) };
}

const window = contract.retryWindow * 1000;

/** What opens the breaker of each process, the probes until it is open for longest, and one probe a minute. */
const mostCalls = (processes: number, length: number): number =>
  processes * (providerTerms.breaker.failures + 4 + length / providerTerms.breaker.openFor.cap);

describe('a provider that is down for the retry window less half an hour', () => {
  const length = window - 30 * MINUTE;

  it.each([
    ['steadily', 2, [...Array(500)].map((_, index) => (index * length) / 500)],
    ['in their thousands', 5, [...Array(1250)].map((_, index) => (index * length) / 1250)],
  ])(
    'loses nothing of orders that arrive %s, and makes at most 1.1 calls for each',
    async (_case, processes, arrivals) => {
      const result = await outage({ arrivals, length, processes });

      expect(result).toMatchObject({ deadLettered: 0, paid: arrivals.length });
      expect(result.most).toBeLessThan(contract.maxReceiveCount);
      expect(result.calls).toBeLessThanOrEqual(mostCalls(processes, length));
      expect(result.calls).toBeLessThanOrEqual(arrivals.length * 1.1);
      expect(result.last).toBeLessThan(window);
    },
  );

  it('loses nothing of a backlog, though nothing new arrives to find out that it is back', async () => {
    const result = await outage({ arrivals: Array(200).fill(0), length, processes: 4 });

    expect(result).toMatchObject({ deadLettered: 0, paid: 200 });
    expect(result.most).toBeLessThan(contract.maxReceiveCount);
    expect(result.calls).toBeLessThanOrEqual(mostCalls(4, length));
    expect(result.last).toBeLessThan(window);
  });
});

it('gives up on an order when the provider is down for longer than the window', async () => {
  const result = await outage({ arrivals: [0, 0, window], length: window + HOUR, processes: 2 });

  expect(result).toMatchObject({ deadLettered: 2, paid: 1 });
});

it('pays a backlog that waited for longer than the window before its first attempt, though the provider just failed', async () => {
  const arrivals = [...Array(50)].map((_, index) => -window - index * MINUTE);

  const result = await outage({ arrivals, length: 5000, processes: 2 });

  expect(result).toMatchObject({ deadLettered: 0, paid: 50 });
});
