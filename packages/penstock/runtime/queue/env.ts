import { readEnvironment } from '../env.ts';

/** The variables of every consumer: its metrics' scope, its queue and where dead letters go. Throws one error that names all that are missing. */
export const readQueueEnv = (source?: Readonly<Record<string, string | undefined>>) =>
  readEnvironment(['PENSTOCK_STAGE', 'POWERTOOLS_METRICS_NAMESPACE', 'QUEUE_URL', 'QUEUE_DLQ_URL'], source);

export type QueueVariable = keyof ReturnType<typeof readQueueEnv>;
