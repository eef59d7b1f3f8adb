import { graphStreamHandler } from 'penstock/runtime/graph/stream/stream-handler';
import { graphStreams as contract } from '../../../generated/graph/streams.ts';
import { composeGraph, type GraphServices } from '../../compose-graph.ts';
import { subscriptions } from './resolvers/subscriptions.ts';

export const graphStreams = (
  services: Omit<GraphServices, 'ordersById'>,
  settings?: Parameters<typeof graphStreamHandler>[2],
) =>
  graphStreamHandler(
    contract,
    {
      resolvers: { Subscription: subscriptions(services) },
      budget: services.budget,
      runtime: services.runtime,
      settings: services.settings,
    },
    settings,
  );

export const handler = graphStreams(composeGraph(contract));
