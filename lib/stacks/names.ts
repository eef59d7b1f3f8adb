import type { Stage } from 'penstock/constructs/stage/stage';
import type { Consumer } from 'penstock/contract/events/model';
import type { ConsumerName } from './event-entries.ts';

/** Names that more than one stack, or a person, has to know. They hold no region: ARNs do. */
export const namesOf = ({ name }: Stage) => ({
  api: `penstock-${name}`,
  dataStack: `penstock-${name}-data`,
  eventsStack: (region: string) => `penstock-${name}-events-${region}`,
  apiStack: (region: string) => `penstock-${name}-api-${region}`,
  function: (functionName: string) => `penstock-${name}-${functionName}`,
  ordersTable: `penstock-${name}-orders`,
  /** An SSM parameter in every region: the stream of the replica that is there. */
  ordersStream: `/penstock/${name}/orders-stream`,
  webhooksTable: `penstock-${name}-webhooks`,
  bus: `penstock-${name}`,
  queue: (queue: string) => `penstock-${name}-${queue}`,
  paymentSecret: `penstock-${name}-payment-provider`,
  usageKeyPrefix: `penstock-usage-key-${name}-`,
});

/** The name of the queue that consumers.yaml gives a consumer, for whoever sends to it from another stack. */
export function queueNameOf(stage: Stage, consumers: readonly Consumer[], name: ConsumerName): string {
  const found = consumers.find((consumer) => consumer.name === name);
  if (found === undefined) throw new Error(`consumers.yaml has no consumer ${name}, whose queue a function sends to`);
  return namesOf(stage).queue(found.queue);
}
