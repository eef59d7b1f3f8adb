import type { Variable } from 'penstock/constructs/context';
import { readEnvironment } from 'penstock/runtime/env';
import type { payments } from './infra.ts';

const names = [
  'ORDERS_TABLE',
  'AWS_REGION',
  'PAYMENT_PROVIDER_URL',
  'PAYMENT_PROVIDER_SECRET',
] as const satisfies Variable<typeof payments>[];

/** The variables of the payments functions. Throws one error that names all that are missing. */
export const readPaymentsEnv = (source?: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(names, source);
