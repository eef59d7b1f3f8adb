import { nextCursorOf, startOf } from 'penstock/runtime/http/pages';
import type { MethodEntry } from 'penstock/runtime/rpc/service';
import type { orderService as contracts } from '../../../../generated/rpc/orderService.ts';
import { listOrders as list } from '../../../application/listOrders.ts';
import type { OrderServices } from '../../../compose.ts';
import { orderList } from '../../../order-list.ts';
import { orderMessage, statusOf } from '../../../order-message.ts';

export const listOrders =
  ({ orders: repository }: OrderServices): MethodEntry<typeof contracts.listOrders> =>
  ({ limit = 20, cursor, status: code }) => ({
    run: async ({ call, tenant }) => {
      const status = statusOf(code);
      const cursors = orderList(tenant, status);
      const start = startOf({ limit, ...(cursor !== undefined && { cursor }) }, cursors);
      const { orders, next } = await list(call({ ...start, ...(status && { status }) }), { orders: repository() });
      const nextCursor = nextCursorOf(next, cursors);
      return { message: { orders: orders.map(orderMessage), ...(nextCursor && { nextCursor }) } };
    },
  });
