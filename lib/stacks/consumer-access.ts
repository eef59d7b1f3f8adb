import type { Construct } from 'constructs';
import type { Stage } from '../config/stage.ts';
import { sendToQueue } from '../constructs/regional-queue.ts';
import { readSecret } from '../constructs/regional-secret.ts';
import { RegionalTable } from '../constructs/regional-table.ts';
import type { EventFunctions } from './event-functions.ts';
import { namesOf } from './names.ts';
import { privateWebhooks } from './operation-access.ts';

/** What each consumer reaches beside its queue, and how it is told. */
export function connectConsumers(scope: Construct, stage: Stage, functions: EventFunctions): void {
  const names = namesOf(stage);
  const orders = new RegionalTable(scope, { tableName: names.ordersTable, variable: 'ORDERS_TABLE' });
  const webhooks = new RegionalTable(scope, { tableName: names.webhooksTable, variable: 'WEBHOOKS_TABLE' });

  const capturePayment = functions.consumer('capturePayment');
  orders.connect(capturePayment, { items: ['UpdateItem'] });
  capturePayment.function.addEnvironment('PAYMENT_PROVIDER_URL', stage.payments.providerUrl);
  readSecret(capturePayment, names.paymentSecret, 'PAYMENT_PROVIDER_SECRET');

  const fanOutWebhooks = functions.consumer('fanOutWebhooks');
  webhooks.connect(fanOutWebhooks, { query: ['byTenant'] });
  sendToQueue(fanOutWebhooks, names.queue('webhook-delivery'), 'WEBHOOK_QUEUE_URL');

  const [deliverWebhook, retryWebhook] = [functions.consumer('deliverWebhook'), functions.consumer('retryWebhook')];
  for (const sender of [deliverWebhook, retryWebhook]) {
    webhooks.connect(sender, { items: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'] });
    sender.function.addEnvironment(...privateWebhooks(stage));
  }
  sendToQueue(deliverWebhook, names.queue('webhook-retry'), 'RETRY_QUEUE_URL');
}
