import { requestLoader } from 'penstock/runtime/graph/batch/item-loader';
import type { Resolvers } from '../../../../generated/graph/resolvers.ts';
import type { GraphServices } from '../../../compose-graph.ts';
import { orderOf } from '../../../domain/record.ts';

/** What other subgraphs ask for by key: all orders that a request names are read together. */
export function entities({ ordersById }: Pick<GraphServices, 'ordersById'>): Resolvers['entities'] {
  const loader = requestLoader(ordersById);
  return {
    Order: async ({ keys, graph }) => {
      const found = await loader(graph).loadMany(keys.map(({ id }) => id));
      return found.map((record) => record && orderOf(record));
    },
  };
}
