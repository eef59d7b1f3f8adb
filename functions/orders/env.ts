import type { Variable } from 'penstock/constructs/context';
import { readEnvironment } from 'penstock/runtime/env';
import type { orders } from './infra.ts';

/** The variables of the orders functions. Throws one error that names all that are missing. */
export const readOrdersEnv = (source?: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(['ORDERS_TABLE', 'AWS_REGION'] satisfies Variable<typeof orders>[], source);

/** Those of the graph beside. */
export const readGraphEnv = (source?: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(['GRAPH_BUDGET_TABLE', 'AWS_REGION'] satisfies Variable<typeof orders>[], source);
