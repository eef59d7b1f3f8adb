import type { Construct } from 'constructs';
import { sendToQueue } from 'penstock/constructs/regional-queue';
import { readSecret } from 'penstock/constructs/regional-secret';
import type { Stage } from 'penstock/constructs/stage/stage';
import type { Consumer } from 'penstock/contract/events/model';
import type { EventFunctions } from './event-functions.ts';
import { namesOf, queueNameOf } from './names.ts';
import { privateWebhooks } from './operation-access.ts';
import { regionalTables } from './regional-tables.ts';
import { variables } from './variables.ts';

export interface ConsumerAccess {
  readonly stage: Stage;
  readonly consumers: readonly Consumer[];
  readonly functions: EventFunctions;
}

/** What each consumer reaches beside its queue, and how it is told. */
export function connectConsumers(scope: Construct, { stage, consumers, functions }: ConsumerAccess): void {
  const { orders, webhooks } = regionalTables(scope, stage);

  const capturePayment = functions.consumer('capturePayment');
  orders.connect(capturePayment, { items: ['UpdateItem'] });
  capturePayment.function.addEnvironment(variables.paymentProviderUrl, stage.payments.providerUrl);
  readSecret(capturePayment, namesOf(stage).paymentSecret, variables.paymentProviderSecret);

  const fanOutWebhooks = functions.consumer('fanOutWebhooks');
  webhooks.connect(fanOutWebhooks, { query: ['byTenant'] });
  sendToQueue(fanOutWebhooks, queueNameOf(stage, consumers, 'deliverWebhook'), variables.deliveryQueue);

  const [deliverWebhook, retryWebhook] = [functions.consumer('deliverWebhook'), functions.consumer('retryWebhook')];
  for (const sender of [deliverWebhook, retryWebhook]) {
    webhooks.connect(sender, { items: ['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query'] });
    sender.function.addEnvironment(...privateWebhooks(stage));
  }
  sendToQueue(deliverWebhook, queueNameOf(stage, consumers, 'retryWebhook'), variables.retryQueue);
}
