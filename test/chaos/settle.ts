import { setTimeout as sleep } from 'node:timers/promises';
import { object, text } from '../../packages/penstock/local/json.ts';
import { few, many } from './listeners.ts';
import { listOrders, type StoredOrder } from './orders.ts';
import type { Plan } from './plan.ts';
import { type Aftermath, type Charge, type DeadLetter, distinct, missing } from './verdict.ts';
import type { World } from './world.ts';

const deadLetterQueues = [
  'payments-dlq',
  'webhook-fan-out-dlq',
  'webhook-delivery-dlq',
  'webhook-retry-dlq',
  'undelivered',
  'relay-failures',
];

/** What still waits in these may still come to a bad end; only in `webhook-retry` something waits for the dead one. */
const workQueues = ['payments', 'webhook-fan-out', 'webhook-delivery'];

type Parts = Pick<Aftermath, 'accepted' | 'poison' | 'subscribers' | 'deadLetterLogs'>;

/** Waits until everything has come to its end, or the time for it is over, and looks at it then. */
export async function settle(
  world: World,
  { settleWithin }: Plan,
  parts: Parts,
  progress: (line: string) => void,
): Promise<Aftermath> {
  const giveUp = Date.now() + settleWithin * 1_000;
  for (;;) {
    const charges = chargesOf(world);
    const deadLetters = await lettersIn(world);
    const absent = parts.subscribers.reduce((sum, one) => sum + missing(one, { ...parts, charges }).length, 0);
    const waiting = await waitingIn(world);
    progress(
      `Settling: ${charges.length} of ${parts.accepted.length} orders charged, ${absent} deliveries missing, ${distinct(deadLetters)} dead letters, ${waiting} messages at work`,
    );
    const done =
      charges.length >= parts.accepted.length &&
      absent === 0 &&
      distinct(deadLetters) >= parts.poison.length &&
      waiting === 0;
    if (done || Date.now() > giveUp) {
      const orders = await allOrders(world);
      if (orders.every(({ status }) => status !== 'pending') || Date.now() > giveUp) {
        return { ...parts, charges, orders, deadLetters: await lettersIn(world) };
      }
    }
    await sleep(2_000);
  }
}

/** The books of the provider: what was posted to it, as the payments post it. */
const chargesOf = ({ provider }: World): readonly Charge[] =>
  provider.records.map(({ body: { orderId, amount }, status }) => ({
    orderId: String(orderId),
    amount: Number(amount),
    status,
  }));

async function allOrders(world: World): Promise<readonly StoredOrder[]> {
  return (await Promise.all([few, many].map((tenant) => listOrders(world, tenant)))).flat();
}

async function lettersIn({ cloud }: World): Promise<readonly DeadLetter[]> {
  const deadLetters = await Promise.all(
    deadLetterQueues.map(async (queue) =>
      (await cloud.messages(`penstock-load-${queue}`)).map(({ body, messageAttributes }) => {
        const reason = text(object(object(messageAttributes).reason).StringValue);
        return { queue, body: String(body), ...(reason !== undefined && { reason }) };
      }),
    ),
  );
  return deadLetters.flat();
}

async function waitingIn({ cloud }: World): Promise<number> {
  const queues = await Promise.all(workQueues.map((queue) => cloud.messages(`penstock-load-${queue}`)));
  return queues.flat().length;
}
