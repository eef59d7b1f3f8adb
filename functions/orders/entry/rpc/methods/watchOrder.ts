import type { StreamedEntry } from 'penstock/runtime/rpc/stream/streamed-service';
import type { orderServiceStreams as contracts } from '../../../../generated/rpc/orderServiceStreams.ts';
import { type OrderWatch, watchOrder as watch } from '../../../application/watchOrder.ts';
import type { OrderServices } from '../../../compose.ts';
import { orderMessage } from '../../../order-message.ts';

export const watchOrder =
  ({ orders }: OrderServices): StreamedEntry<typeof contracts.watchOrder> =>
  ({ orderId, afterVersion }) => ({
    run: async ({ call }) => {
      const wanted = { orderId, ...(afterVersion !== undefined && { after: Number(afterVersion) }) };
      return messagesOf(await watch(call(wanted), { orders: orders() }));
    },
  });

async function* messagesOf(orders: OrderWatch) {
  for await (const order of orders) yield { order: orderMessage(order) };
}
