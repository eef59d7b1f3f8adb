import { streamedOperation } from 'penstock/runtime/http/stream/streamed-operation';
import { watchOrder as contract } from '../../../generated/operations/watchOrder.ts';
import { watchOrder as watch } from '../../application/watchOrder.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { orderEvents, seenVersion } from '../../order-events.ts';

export const watchOrder = ({ orders, runtime }: OrderServices, settings?: Parameters<typeof streamedOperation>[3]) =>
  streamedOperation(
    contract,
    async ({ call, path, header }) => {
      const wanted = { orderId: path('orderId'), ...seenVersion(header('Last-Event-ID')) };
      const order = await watch(call(wanted), { orders: orders() });
      return order.isOver ? { status: 204 } : { status: 200, events: orderEvents(order) };
    },
    runtime,
    settings,
  );

export const handler = watchOrder(compose(contract));
