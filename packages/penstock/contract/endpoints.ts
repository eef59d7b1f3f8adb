import type { Endpoint } from './endpoint.ts';
import type { GraphContract } from './graph/model.ts';
import type { Contract } from './model.ts';

/** What has endpoints. */
export interface Doors {
  readonly contract: Pick<Contract, 'operations'>;
  readonly graph?: GraphContract | undefined;
}

/** In the order of the contract, the graph after the operations. */
export const endpointsOf = ({ contract, graph }: Doors): readonly Endpoint[] => [
  ...contract.operations,
  ...(graph === undefined ? [] : [graph.endpoint]),
];
