import type { StreamResolvers } from '../../../../generated/graph/resolvers.ts';
import { watchOrder } from '../../../application/watchOrder.ts';
import type { OrderServices } from '../../../compose.ts';
import { orderEvents, seenVersion } from '../../../order-events.ts';

export const subscriptions = ({ orders }: OrderServices): StreamResolvers['Subscription'] => ({
  orderEvents: async ({ call, path, header }) => {
    const wanted = { orderId: path('orderId'), ...seenVersion(header('Last-Event-ID')) };
    return orderEvents(await watchOrder(call(wanted), { orders: orders() }));
  },
});
