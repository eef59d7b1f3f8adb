import type { Variable } from 'penstock/constructs/context';
import { readEnvironment } from 'penstock/runtime/env';
import type { webhooks } from './infra.ts';

type Source = Readonly<Record<string, string | undefined>>;
type WebhooksVariable = Variable<typeof webhooks>;

/** What every webhooks function needs. Each reader throws one error that names all variables that are missing. */
export const readWebhooksEnv = (source?: Source) =>
  readEnvironment(['WEBHOOKS_TABLE'] satisfies WebhooksVariable[], source);

/** What functions need that queue deliveries. */
export const readDeliveryQueueEnv = (source?: Source) =>
  readEnvironment(['DELIVER_WEBHOOK_QUEUE_URL'] satisfies WebhooksVariable[], source);

/** What the function needs that makes first attempts. */
export const readRetryQueueEnv = (source?: Source) =>
  readEnvironment(['RETRY_WEBHOOK_QUEUE_URL'] satisfies WebhooksVariable[], source);

/** Whether endpoints may have private addresses and plain http: stages on a laptop only. */
export function readAllowPrivate(source?: Source): boolean {
  const { ALLOW_PRIVATE_WEBHOOKS: value } = readEnvironment(
    ['ALLOW_PRIVATE_WEBHOOKS'] satisfies WebhooksVariable[],
    source,
  );
  if (value !== 'true' && value !== 'false') {
    throw new Error(`ALLOW_PRIVATE_WEBHOOKS must be true or false, received ${JSON.stringify(value)}`);
  }
  return value === 'true';
}
