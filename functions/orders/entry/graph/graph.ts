import { graphHandler } from 'penstock/runtime/graph/handler';
import { graph as contract } from '../../../generated/graph/contract.ts';
import { composeGraph, type GraphServices } from '../../compose-graph.ts';
import { mutations } from './resolvers/mutations.ts';
import { queries } from './resolvers/queries.ts';

export const graph = (services: GraphServices) =>
  graphHandler(contract, {
    resolvers: { Query: queries(services), Mutation: mutations(services) },
    budget: services.budget,
    runtime: services.runtime,
  });

export const handler = graph(composeGraph(contract));
