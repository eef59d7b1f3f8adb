import { readEnvironment } from 'penstock/runtime/env';

/** The variables of the orders functions. Throws one error that names all that are missing. */
export const readOrdersEnv = (source?: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(['ORDERS_TABLE', 'AWS_REGION'], source);
