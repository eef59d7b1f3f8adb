import { contexts } from '../functions/generated/infra.ts';
import { health } from '../functions/health/infra.ts';
import { orders } from '../functions/orders/infra.ts';
import { payments } from '../functions/payments/infra.ts';
import { webhooks } from '../functions/webhooks/infra.ts';

/** What the app is made of. */
export const app = contexts([health, orders, payments, webhooks]);
