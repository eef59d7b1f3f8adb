import type { Variable } from 'penstock/constructs/context';
import type { RelayVariable } from 'penstock/constructs/variables';
import { readEnvironment } from 'penstock/runtime/env';
import type { orders } from './infra.ts';

type OrdersVariable = Variable<typeof orders>;

const relayNames = [
  'EVENT_BUS',
  'EVENT_SOURCE',
  'RELAY_FAILURES_URL',
  'RELAY_KEEP_AFTER',
] as const satisfies RelayVariable[];

/** The variables of the orders functions. Throws one error that names all that are missing. */
export const readOrdersEnv = (source?: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(['ORDERS_TABLE', 'AWS_REGION'] satisfies OrdersVariable[], source);

/**
 * The variables of the relay, RELAY_KEEP_AFTER in seconds. Throws one error that names all that are missing, and one for
 * a time that is none: with it no change would ever be overdue.
 */
export function readRelayEnv(source?: Readonly<Record<string, string | undefined>>) {
  const found = readEnvironment(relayNames, source);
  const keepAfter = Number(found.RELAY_KEEP_AFTER);
  if (!Number.isFinite(keepAfter) || keepAfter <= 0) {
    const received = JSON.stringify(found.RELAY_KEEP_AFTER);
    throw new Error(`RELAY_KEEP_AFTER must be a number of seconds above 0, received ${received}`);
  }
  return { ...found, RELAY_KEEP_AFTER: keepAfter };
}
