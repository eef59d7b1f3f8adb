import type { Endpoint } from './endpoint.ts';
import type { GraphContract } from './graph/model.ts';
import type { Contract } from './model.ts';

/** What has endpoints. */
export interface Doors {
  readonly contract: Pick<Contract, 'operations'>;
  readonly graph?: GraphContract | undefined;
  /** Of what describes the API; absent: nothing does. */
  readonly reference?: readonly Endpoint[] | undefined;
}

/** In the order of the contract, the graph and its subscriptions after the operations, what describes them last. */
export const endpointsOf = ({ contract, graph, reference = [] }: Doors): readonly Endpoint[] => [
  ...contract.operations,
  ...(graph === undefined ? [] : [graph.endpoint]),
  ...(graph?.streams === undefined ? [] : [graph.streams]),
  ...reference,
];
