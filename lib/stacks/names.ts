import type { Stage } from '../config/stage.ts';

/** Names that more than one stack, or a person, has to know. They hold no region: ARNs do. */
export const namesOf = ({ name }: Stage) => ({
  api: `penstock-${name}`,
  dataStack: `penstock-${name}-data`,
  apiStack: (region: string) => `penstock-${name}-api-${region}`,
  function: (functionName: string) => `penstock-${name}-${functionName}`,
  ordersTable: `penstock-${name}-orders`,
  usageKeyPrefix: `penstock-usage-key-${name}-`,
});
