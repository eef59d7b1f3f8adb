// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { GraphStreamContract } from 'penstock/runtime/graph/contract';
import { watchOrder } from '../operations/watchOrder.ts';
import type { StreamResolvers } from './resolvers.ts';
import { trustedDocuments } from './documents.ts';
import { schema } from './schema.ts';

export const graphStreams: GraphStreamContract<StreamResolvers> = {
  operationId: 'graphStreams',
  path: '/graphql/stream',
  authenticated: true,
  deadline: 2800,
  stream: { deadline: 39800 },
  attempts: 3,
  attemptTimeout: 866,
  schema: schema,
  fields: { 'Subscription.orderEvents': { operation: watchOrder, parameters: { id: 'orderId' } } },
  sunsets: {},
  trusted: trustedDocuments,
  plans: { free: {}, pro: {} },
};
