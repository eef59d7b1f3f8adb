import { attemptsOf } from 'penstock/runtime/rpc/attempts';
import { streamedService } from 'penstock/runtime/rpc/stream/streamed-service';
import { orderServiceStreams as contracts } from '../../../generated/rpc/orderServiceStreams.ts';
import { compose, type OrderServices } from '../../compose.ts';
import { watchOrder } from './methods/watchOrder.ts';

export const orderServiceStreams = (services: OrderServices) =>
  streamedService(contracts, { watchOrder: watchOrder(services) }, services.runtime);

export const handler = orderServiceStreams(compose(attemptsOf(contracts)));
