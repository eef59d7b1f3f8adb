import type { OperationId } from '../../functions/generated/routes.ts';
import { type EventFunctionName, eventEntries } from './event-entries.ts';

/** The entry file of every operation of the contract; a missing or a surplus one does not compile. */
export const operationEntries: Readonly<Record<OperationId, string>> = {
  createOrder: 'functions/orders/handlers/createOrder.ts',
  listOrders: 'functions/orders/handlers/listOrders.ts',
  getOrder: 'functions/orders/handlers/getOrder.ts',
  updateOrder: 'functions/orders/handlers/updateOrder.ts',
  cancelOrder: 'functions/orders/handlers/cancelOrder.ts',
  createWebhookEndpoint: 'functions/webhooks/entry/http/createWebhookEndpoint.ts',
  listWebhookEndpoints: 'functions/webhooks/entry/http/listWebhookEndpoints.ts',
  deleteWebhookEndpoint: 'functions/webhooks/entry/http/deleteWebhookEndpoint.ts',
  rotateWebhookSecret: 'functions/webhooks/entry/http/rotateWebhookSecret.ts',
  listWebhookDeliveries: 'functions/webhooks/entry/http/listWebhookDeliveries.ts',
  redeliverWebhook: 'functions/webhooks/entry/http/redeliverWebhook.ts',
  getHealth: 'functions/health/handlers/getHealth.ts',
};

/** Every function that is deployed, by name. */
export const functionEntries: Readonly<Record<OperationId | EventFunctionName | 'authorizer', string>> = {
  ...operationEntries,
  ...eventEntries,
  authorizer: 'functions/access/handlers/authorizer.ts',
};
