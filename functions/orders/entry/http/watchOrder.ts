import { streamedOperation } from 'penstock/runtime/http/stream/streamed-operation';
import { watchOrder as contract } from '../../../generated/operations/watchOrder.ts';
import { type OrderWatch, watchOrder as watch } from '../../application/watchOrder.ts';
import { compose, type OrderServices } from '../../compose.ts';

export const watchOrder = ({ orders, runtime }: OrderServices, settings?: Parameters<typeof streamedOperation>[3]) =>
  streamedOperation(
    contract,
    async ({ call, path, header }) => {
      const seen = header('Last-Event-ID');
      const wanted = { orderId: path('orderId'), ...(seen !== undefined && { after: Number(seen) }) };
      const order = await watch(call(wanted), { orders: orders() });
      return order.isOver ? { status: 204 } : { status: 200, events: eventsOf(order) };
    },
    runtime,
    settings,
  );

async function* eventsOf(orders: OrderWatch) {
  for await (const order of orders) yield { id: String(order.version), data: order };
}

export const handler = watchOrder(compose(contract));
