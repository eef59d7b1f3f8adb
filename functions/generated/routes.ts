// Generated from the contract (Orders 1.0.0) by `npm run generate`. Change the contract, not this file.
import type { SecurityRequirement } from 'penstock/runtime/operation-contract';

export type OperationId =
  | 'createOrder'
  | 'listOrders'
  | 'getOrder'
  | 'updateOrder'
  | 'watchOrder'
  | 'cancelOrder'
  | 'createOrderV2'
  | 'createWebhookEndpoint'
  | 'listWebhookEndpoints'
  | 'deleteWebhookEndpoint'
  | 'rotateWebhookSecret'
  | 'listWebhookDeliveries'
  | 'redeliverWebhook'
  | 'getHealth';

export type ConsumerName =
  | 'capturePayment'
  | 'fanOutWebhooks'
  | 'deliverWebhook'
  | 'retryWebhook';

/** A method of a service. */
export type MethodId =
  | 'OrderService.CreateOrder'
  | 'OrderService.GetOrder'
  | 'OrderService.UpdateOrder'
  | 'OrderService.CancelOrder'
  | 'OrderService.ListOrders'
  | 'OrderService.WatchOrder';

export interface Route {
  readonly operationId: OperationId | MethodId | 'graph' | 'graphStreams';
  readonly method: string;
  readonly path: string;
  /** Any one of these is enough; none on a public operation. */
  readonly security: readonly SecurityRequirement[];
}

export const routes: readonly Route[] = [
  {
    operationId: 'createOrder',
    method: 'POST',
    path: '/v1/orders',
    security: [{ credential: 'token', scopes: ['orders:write'] }],
  },
  {
    operationId: 'listOrders',
    method: 'GET',
    path: '/v1/orders',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'listOrders',
    method: 'HEAD',
    path: '/v1/orders',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'getOrder',
    method: 'GET',
    path: '/v1/orders/{orderId}',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'getOrder',
    method: 'HEAD',
    path: '/v1/orders/{orderId}',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'updateOrder',
    method: 'PATCH',
    path: '/v1/orders/{orderId}',
    security: [{ credential: 'token', scopes: ['orders:write'] }],
  },
  {
    operationId: 'watchOrder',
    method: 'GET',
    path: '/v1/orders/{orderId}/events',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'watchOrder',
    method: 'HEAD',
    path: '/v1/orders/{orderId}/events',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'cancelOrder',
    method: 'POST',
    path: '/v1/orders/{orderId}/cancellation',
    security: [{ credential: 'token', scopes: ['orders:write'] }],
  },
  {
    operationId: 'createOrderV2',
    method: 'POST',
    path: '/v2/orders',
    security: [{ credential: 'token', scopes: ['orders:write'] }],
  },
  {
    operationId: 'createWebhookEndpoint',
    method: 'POST',
    path: '/v1/webhook-endpoints',
    security: [{ credential: 'token', scopes: ['webhooks:write'] }],
  },
  {
    operationId: 'listWebhookEndpoints',
    method: 'GET',
    path: '/v1/webhook-endpoints',
    security: [{ credential: 'token', scopes: ['webhooks:read'] }],
  },
  {
    operationId: 'listWebhookEndpoints',
    method: 'HEAD',
    path: '/v1/webhook-endpoints',
    security: [{ credential: 'token', scopes: ['webhooks:read'] }],
  },
  {
    operationId: 'deleteWebhookEndpoint',
    method: 'DELETE',
    path: '/v1/webhook-endpoints/{endpointId}',
    security: [{ credential: 'token', scopes: ['webhooks:write'] }],
  },
  {
    operationId: 'rotateWebhookSecret',
    method: 'POST',
    path: '/v1/webhook-endpoints/{endpointId}/secret-rotation',
    security: [{ credential: 'token', scopes: ['webhooks:write'] }],
  },
  {
    operationId: 'listWebhookDeliveries',
    method: 'GET',
    path: '/v1/webhook-endpoints/{endpointId}/deliveries',
    security: [{ credential: 'token', scopes: ['webhooks:read'] }],
  },
  {
    operationId: 'listWebhookDeliveries',
    method: 'HEAD',
    path: '/v1/webhook-endpoints/{endpointId}/deliveries',
    security: [{ credential: 'token', scopes: ['webhooks:read'] }],
  },
  {
    operationId: 'redeliverWebhook',
    method: 'POST',
    path: '/v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/redelivery',
    security: [{ credential: 'token', scopes: ['webhooks:write'] }],
  },
  { operationId: 'getHealth', method: 'GET', path: '/health', security: [] },
  { operationId: 'getHealth', method: 'HEAD', path: '/health', security: [] },
  {
    operationId: 'OrderService.CreateOrder',
    method: 'POST',
    path: '/orders.v1.OrderService/CreateOrder',
    security: [{ credential: 'token', scopes: ['orders:write'] }],
  },
  {
    operationId: 'OrderService.GetOrder',
    method: 'POST',
    path: '/orders.v1.OrderService/GetOrder',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'OrderService.GetOrder',
    method: 'GET',
    path: '/orders.v1.OrderService/GetOrder',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'OrderService.UpdateOrder',
    method: 'POST',
    path: '/orders.v1.OrderService/UpdateOrder',
    security: [{ credential: 'token', scopes: ['orders:write'] }],
  },
  {
    operationId: 'OrderService.CancelOrder',
    method: 'POST',
    path: '/orders.v1.OrderService/CancelOrder',
    security: [{ credential: 'token', scopes: ['orders:write'] }],
  },
  {
    operationId: 'OrderService.ListOrders',
    method: 'POST',
    path: '/orders.v1.OrderService/ListOrders',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'OrderService.ListOrders',
    method: 'GET',
    path: '/orders.v1.OrderService/ListOrders',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'OrderService.WatchOrder',
    method: 'POST',
    path: '/orders.v1.OrderService/WatchOrder',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'graph',
    method: 'POST',
    path: '/graphql',
    security: [
      { credential: 'token', scopes: ['orders:read'] },
      { credential: 'token', scopes: ['orders:write'] },
    ],
  },
  {
    operationId: 'graph',
    method: 'GET',
    path: '/graphql',
    security: [
      { credential: 'token', scopes: ['orders:read'] },
      { credential: 'token', scopes: ['orders:write'] },
    ],
  },
  {
    operationId: 'graph',
    method: 'HEAD',
    path: '/graphql',
    security: [
      { credential: 'token', scopes: ['orders:read'] },
      { credential: 'token', scopes: ['orders:write'] },
    ],
  },
  {
    operationId: 'graphStreams',
    method: 'POST',
    path: '/graphql/stream',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'graphStreams',
    method: 'GET',
    path: '/graphql/stream',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
  {
    operationId: 'graphStreams',
    method: 'HEAD',
    path: '/graphql/stream',
    security: [{ credential: 'token', scopes: ['orders:read'] }],
  },
];
