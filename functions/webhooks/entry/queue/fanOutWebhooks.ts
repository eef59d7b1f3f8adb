import { consumer } from 'penstock/runtime/queue/consumer';
import { fanOut } from 'penstock/runtime/webhooks/deliveries/fan-out';
import { fanOutWebhooks as contract } from '../../../generated/consumers/fanOutWebhooks.ts';
import { composeFanOut, type FanOutServices } from '../../compose-consumers.ts';
import { webhooksConfig } from '../../config.ts';

export const fanOutWebhooks = ({ endpoints, queue, runtime }: FanOutServices) =>
  consumer(
    contract,
    (event, { now, signal }) =>
      fanOut({ ...webhooksConfig, endpoints: endpoints(), queue: queue() }, event, now, signal),
    runtime,
  );

export const handler = fanOutWebhooks(composeFanOut());
