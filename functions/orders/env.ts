import { readEnvironment } from '../platform/env.ts';

/** The variables of the orders functions. Throws one error that names all that are missing. */
export const readOrdersEnv = (source?: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(['ORDERS_TABLE', 'AWS_REGION'], source);

/** The variables of the relay. Throws one error that names all that are missing. */
export const readRelayEnv = (source?: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(['EVENT_BUS', 'RELAY_FAILURES_URL', 'RELAY_KEEP_AFTER'], source);
