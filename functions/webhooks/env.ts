import { readEnvironment } from 'penstock/runtime/env';

type Source = Readonly<Record<string, string | undefined>>;

/** What every webhooks function needs. Each reader throws one error that names all variables that are missing. */
export const readWebhooksEnv = (source?: Source) => readEnvironment(['WEBHOOKS_TABLE'], source);

/** What functions need that queue deliveries. */
export const readDeliveryQueueEnv = (source?: Source) => readEnvironment(['WEBHOOK_QUEUE_URL'], source);

/** What the function needs that makes first attempts. */
export const readRetryQueueEnv = (source?: Source) => readEnvironment(['RETRY_QUEUE_URL'], source);

export type PrivateWebhooksVariable = 'ALLOW_PRIVATE_WEBHOOKS';

/** Whether endpoints may have private addresses and plain http: stages on a laptop only. */
export function readAllowPrivate(source?: Source): boolean {
  const names: PrivateWebhooksVariable[] = ['ALLOW_PRIVATE_WEBHOOKS'];
  const { ALLOW_PRIVATE_WEBHOOKS: value } = readEnvironment(names, source);
  if (value !== 'true' && value !== 'false') {
    throw new Error(`ALLOW_PRIVATE_WEBHOOKS must be true or false, received ${JSON.stringify(value)}`);
  }
  return value === 'true';
}
