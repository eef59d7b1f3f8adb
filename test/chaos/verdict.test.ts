import { describe, expect, it } from '@jest/globals';
import { type Aftermath, type Charge, distinct, faultsIn } from './verdict.ts';

const accepted = { id: 'ord_1', tenant: 'globex', total: 1_250, at: 0 };
const charge: Charge = {
  orderId: 'ord_1',
  amount: 1_250,
  status: 'succeeded',
};
const receipt = (eventId: string, type: string) => ({ eventId, type, orderId: 'ord_1', latency: 5, count: 1 });
const subscriber: Aftermath['subscribers'][number] = {
  name: 'subscriber-1',
  url: 'http://127.0.0.1:1/subscriber-1',
  secret: 'whsec_',
  received: new Map([['ord_1_2', receipt('ord_1_2', 'orders.order.paid.v1')]]),
  forged: 0,
  state: 'live',
  ignored: 0,
  tenant: 'globex',
  types: ['orders.order.paid.v1', 'orders.order.payment_failed.v1'],
};
const asPromised: Aftermath = {
  accepted: [accepted],
  orders: [{ id: 'ord_1', status: 'paid' }],
  charges: [charge],
  poison: [{ queue: 'payments', body: 'no JSON', reason: 'malformed' }],
  deadLetters: [{ queue: 'payments-dlq', body: 'no JSON', reason: 'malformed' }],
  deadLetterLogs: ['{"message":"message dead-lettered"}'],
  subscribers: [subscriber],
};

describe('the verdict on a run', () => {
  it('finds nothing where all is as promised', () => {
    expect(faultsIn(asPromised)).toEqual([]);
  });

  it('asks nothing of a dead subscriber, nor of one of another tenant or for other types', () => {
    const silent = { ...subscriber, received: new Map() };
    const subscribers = [
      { ...silent, state: 'silent' as const },
      { ...silent, state: 'down' as const },
      { ...silent, tenant: 'acme' },
      { ...silent, types: ['orders.order.cancelled.v1'] },
    ];
    expect(faultsIn({ ...asPromised, subscribers })).toEqual([]);
  });

  it('takes a poison message that is moved twice for one', () => {
    const poison = [1, 2].map((number) => ({
      queue: 'payments' as const,
      body: `poison ${number}`,
      reason: 'malformed',
    }));
    const moved = poison.map(({ body, reason }) => ({ queue: 'payments-dlq', body, reason }));
    const deadLetters = [...moved, ...moved.slice(0, 1)];
    const deadLetterLogs = deadLetters.map(() => 'message dead-lettered');
    expect(faultsIn({ ...asPromised, poison, deadLetters, deadLetterLogs })).toEqual([]);
    expect(distinct(deadLetters)).toBe(2);
  });

  it('asks for one line of a message that is moved twice: its consumer may be killed before it says so', () => {
    const poison = ['one', 'other'].map((body) => ({ queue: 'payments' as const, body, reason: 'malformed' }));
    const moved = poison.map((one) => ({ ...one, queue: 'payments-dlq' }));
    const deadLetters = [...moved, ...moved.slice(0, 1)];
    const deadLetterLogs = moved.map(() => 'message dead-lettered');
    expect(faultsIn({ ...asPromised, poison, deadLetters, deadLetterLogs })).toEqual([]);
  });

  it.each<[string, Partial<Aftermath>, string]>([
    ['an order that is lost', { orders: [] }, 'order ord_1 is lost, and its charge succeeded'],
    ['an order that waits for ever', { charges: [] }, 'order ord_1 is paid, and the provider knows no charge'],
    ['two charges', { charges: [charge, charge] }, 'order ord_1 was charged 2 times'],
    ['another amount', { charges: [{ ...charge, amount: 1 }] }, 'order ord_1 of 1250 was charged 1'],
    [
      'paid, though declined',
      { charges: [{ ...charge, status: 'declined' }] },
      'order ord_1 is paid, and its charge declined',
    ],
    [
      'a good message in a dead-letter queue',
      { deadLetters: [...asPromised.deadLetters, { queue: 'payments-dlq', body: 'good' }] },
      'no poison, but dead by its receive count: payments-dlq good',
    ],
    [
      'poison in the queue of another',
      { deadLetters: [{ queue: 'undelivered', body: 'no JSON' }] },
      'no poison, but dead by its receive count: undelivered no JSON',
    ],
    [
      'poison that is dead for another reason',
      { deadLetters: [{ queue: 'payments-dlq', body: 'no JSON', reason: 'invalid' }] },
      'dead by invalid, not malformed: payments-dlq no JSON',
    ],
    [
      'poison that goes in a circle',
      { deadLetters: Array(9).fill(asPromised.deadLetters[0]) },
      'dead letters that are there again: 8, of 1',
    ],
    [
      'a dead letter that nobody heard of',
      { deadLetterLogs: [] },
      'dead letters with a reason: 1, and only 0 lines in the log',
    ],
    ['poison that got away', { deadLetters: [] }, 'poison that is not dead: payments-dlq no JSON'],
    [
      'an event that a live subscriber never got',
      { subscribers: [{ ...subscriber, received: new Map() }] },
      'subscriber-1 never got orders.order.paid.v1 ord_1_2',
    ],
    ['a wrong signature', { subscribers: [{ ...subscriber, forged: 1 }] }, 'subscriber-1 got 1 badly signed'],
  ])('fails %s', (_, change, fault) => {
    expect(faultsIn({ ...asPromised, ...change })).toContain(fault);
  });
});
