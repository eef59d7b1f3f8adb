import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { CRASHING } from './assembly.ts';
import type { World } from './world.ts';

/** A message that no consumer can handle. */
export interface Poison {
  readonly queue: 'payments' | 'webhook-fan-out';
  readonly body: string;
  /** What its attributes must say in the end; absent where SQS itself moves it, by its receive count. */
  readonly reason?: string;
}

const envelope = (number: number, type: string) => ({
  specversion: '1.0',
  id: `poison_${number}`,
  source: '/penstock/orders',
  type,
  subject: 'poison',
  tenant: 'acme',
  correlationid: `poison-${number}`,
});

type Kind = (number: number) => Poison;

const kinds: readonly Kind[] = [
  (number) => ({ queue: 'payments', body: `poison ${number} is no JSON`, reason: 'malformed' }),
  (number) => ({
    queue: 'payments',
    body: JSON.stringify(envelope(number, 'orders.order.placed.v9')),
    reason: 'unknown-version',
  }),
  (number) => ({
    queue: 'webhook-fan-out',
    body: JSON.stringify({ ...envelope(number, 'orders.order.paid.v1'), data: { order: null } }),
    reason: 'invalid',
  }),
  (number) => ({
    queue: 'payments',
    body: JSON.stringify({ ...envelope(number, 'orders.order.placed.v1'), data: 'x'.repeat(300 * 1024) }),
    reason: 'oversize',
  }),
  (number) => ({ queue: 'webhook-fan-out', body: `{${CRASHING},"number":${number}}` }),
];

/** So many messages that no consumer can handle, of each kind in turn. */
export const poisonOf = (count: number): readonly Poison[] =>
  Array.from({ length: count }, (_, number) => kinds[number % kinds.length]?.(number)).filter(
    (poison) => poison !== undefined,
  );

export async function sendPoison({ sqs, cloud }: World, poison: readonly Poison[]): Promise<void> {
  for (const { queue, body } of poison) {
    const QueueUrl = `https://sqs.${cloud.access.region}.amazonaws.com/000000000000/penstock-load-${queue}`;
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: body }));
  }
}
