import type { Stage } from '../config/stage.ts';

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
