import { setTimeout as sleep } from 'node:timers/promises';
import { few, many } from './listeners.ts';
import { listOrders, type StoredOrder } from './orders.ts';
import type { Plan } from './plan.ts';
import { type Aftermath, type DeadLetter, distinct, missing } from './verdict.ts';
import type { World } from './world.ts';

const deadLetterQueues = [
  'payments-dlq',
  'webhook-fan-out-dlq',
  'webhook-delivery-dlq',
  'undelivered',
  'relay-failures',
];

type Parts = Pick<Aftermath, 'accepted' | 'poison' | 'subscribers'>;

/** Waits until everything has come to its end, or the time for it is over, and looks at it then. */
export async function settle(
  world: World,
  { settleWithin }: Plan,
  parts: Parts,
  say: (line: string) => void,
): Promise<Aftermath> {
  const giveUp = Date.now() + settleWithin * 1_000;
  for (;;) {
    const { charges } = world.provider;
    const deadLetters = await lettersIn(world);
    const absent = parts.subscribers.reduce((sum, one) => sum + missing(one, { ...parts, charges }).length, 0);
    say(
      `Settling: ${charges.length} of ${parts.accepted.length} orders charged, ${absent} deliveries missing, ${distinct(deadLetters)} dead letters`,
    );
    const done =
      charges.length >= parts.accepted.length && absent === 0 && distinct(deadLetters) >= parts.poison.length;
    if (done || Date.now() > giveUp) {
      const orders = await allOrders(world);
      if (orders.every(({ status }) => status !== 'pending') || Date.now() > giveUp) {
        return { ...parts, charges, orders, deadLetters: await lettersIn(world) };
      }
    }
    await sleep(2_000);
  }
}

async function allOrders(world: World): Promise<readonly StoredOrder[]> {
  return (await Promise.all([few, many].map((tenant) => listOrders(world, tenant)))).flat();
}

async function lettersIn({ cloud }: World): Promise<readonly DeadLetter[]> {
  const letters = await Promise.all(
    deadLetterQueues.map(async (queue) =>
      (await cloud.messages(`penstock-load-${queue}`)).map(({ body }) => ({ queue, body: String(body) })),
    ),
  );
  return letters.flat();
}
