import { variables as ofTheKit } from 'penstock/constructs/variables';
import type { RelayVariable } from 'penstock/runtime/stream/env';
import type { readAccessEnv } from '../../functions/access/env.ts';
import type { readOrdersEnv } from '../../functions/orders/env.ts';
import type { readPaymentsEnv } from '../../functions/payments/env.ts';
import type {
  PrivateWebhooksVariable,
  readDeliveryQueueEnv,
  readRetryQueueEnv,
  readWebhooksEnv,
} from '../../functions/webhooks/env.ts';

type NamesIn<Read> = Read extends (...given: never[]) => infer Environment ? Extract<keyof Environment, string> : never;

/** Every name that a context's `env.ts` reads. */
type ContextVariable =
  | NamesIn<typeof readAccessEnv>
  | NamesIn<typeof readDeliveryQueueEnv>
  | NamesIn<typeof readOrdersEnv>
  | NamesIn<typeof readPaymentsEnv>
  | NamesIn<typeof readRetryQueueEnv>
  | NamesIn<typeof readWebhooksEnv>
  | PrivateWebhooksVariable
  | RelayVariable;

/** The variables by which the stacks tell functions something. One that no function reads does not compile. */
export const variables = {
  ...ofTheKit,
  deliveryQueue: 'WEBHOOK_QUEUE_URL',
  ordersTable: 'ORDERS_TABLE',
  paymentProviderSecret: 'PAYMENT_PROVIDER_SECRET',
  paymentProviderUrl: 'PAYMENT_PROVIDER_URL',
  privateWebhooks: 'ALLOW_PRIVATE_WEBHOOKS',
  retryQueue: 'RETRY_QUEUE_URL',
  tokenAudience: 'TOKEN_AUDIENCE',
  tokenIssuer: 'TOKEN_ISSUER',
  tokenJwksUri: 'TOKEN_JWKS_URI',
  usageKeyPrefix: 'USAGE_KEY_PREFIX',
  webhooksTable: 'WEBHOOKS_TABLE',
} as const satisfies Readonly<Record<string, ContextVariable>>;
