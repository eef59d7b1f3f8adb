import { operation } from 'penstock/runtime/http/operation';
import { toDeliveryView } from 'penstock/runtime/webhooks/deliveries/delivery-view';
import { redeliver } from 'penstock/runtime/webhooks/deliveries/redeliver';
import { redeliverWebhook as contract } from '../../../generated/operations/redeliverWebhook.ts';
import type { WebhookEventType } from '../../../generated/types.ts';
import { composeRedelivery, type RedeliveryServices } from '../../compose.ts';
import { webhooksConfig } from '../../config.ts';
import { endpointDisabled, noSuchDelivery, noSuchEndpoint } from '../../problems.ts';

export const redeliverWebhook = ({ endpoints, deliveries, queue, runtime }: RedeliveryServices) =>
  operation(
    contract,
    async ({ tenant, path, identity, now, signal }) => {
      const [endpointId, deliveryId] = [path('endpointId'), path('deliveryId')];
      const { operationId } = contract;
      const result = await redeliver(
        { ...webhooksConfig, endpoints: endpoints(), deliveries: deliveries(), queue: queue() },
        { tenant, endpointId, deliveryId, operationId, identity, now },
        signal,
      );
      switch (result.outcome) {
        case 'no-endpoint':
          throw noSuchEndpoint();
        case 'no-delivery':
          throw noSuchDelivery();
        case 'disabled':
          throw endpointDisabled();
        default: {
          const body = toDeliveryView<WebhookEventType>(result.delivery);
          return { status: 202, body, replayed: result.outcome === 'replayed' };
        }
      }
    },
    runtime,
  );

export const handler = redeliverWebhook(composeRedelivery(contract));
