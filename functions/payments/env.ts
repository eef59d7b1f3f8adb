import { readEnvironment } from 'penstock/runtime/env';

/** The variables of the payments functions. Throws one error that names all that are missing. */
export const readPaymentsEnv = (source?: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(['ORDERS_TABLE', 'AWS_REGION', 'PAYMENT_PROVIDER_URL', 'PAYMENT_PROVIDER_SECRET'], source);
