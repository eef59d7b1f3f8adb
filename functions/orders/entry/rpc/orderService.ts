import { attemptsOf } from 'penstock/runtime/rpc/attempts';
import { service } from 'penstock/runtime/rpc/service';
import { orderService as contracts } from '../../../generated/rpc/orderService.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { cancelOrder } from './methods/cancelOrder.ts';
import { createOrder } from './methods/createOrder.ts';
import { getOrder } from './methods/getOrder.ts';
import { listOrders } from './methods/listOrders.ts';
import { updateOrder } from './methods/updateOrder.ts';

export const orderService = (services: OrderServices) =>
  service(
    contracts,
    {
      createOrder: createOrder(services),
      getOrder: getOrder(services),
      updateOrder: updateOrder(services),
      cancelOrder: cancelOrder(services),
      listOrders: listOrders(services),
    },
    services.runtime,
  );

export const handler = orderService(compose(attemptsOf(contracts)));
