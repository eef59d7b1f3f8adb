import { kebabCase } from '../context/variable-names.ts';
import type { Stage } from '../stage/stage.ts';

/** Names that more than one stack, or a person, has to know. They hold no region: ARNs do. */
export const namesOf = ({ name }: Stage) => ({
  api: `penstock-${name}`,
  dataStack: `penstock-${name}-data`,
  eventsStack: (region: string) => `penstock-${name}-events-${region}`,
  /** Of what deploys it; it is deployed by itself. */
  pipelineStack: `penstock-${name}-pipeline`,
  apiStack: (region: string) => `penstock-${name}-api-${region}`,
  function: (functionName: string) => `penstock-${name}-${functionName}`,
  table: (table: string) => `penstock-${name}-${kebabCase(table)}`,
  /** An SSM parameter in every region: the stream of the replica that is there. */
  stream: (table: string) => `/penstock/${name}/${kebabCase(table)}-stream`,
  bus: `penstock-${name}`,
  queue: (queue: string) => `penstock-${name}-${queue}`,
  secret: (provider: string) => `penstock-${name}-${kebabCase(provider)}`,
  usageKeyPrefix: `penstock-usage-key-${name}-`,
});
