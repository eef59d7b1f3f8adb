import type { OperationId } from '../../functions/generated/routes.ts';
import { type EventFunctionName, eventEntries } from './event-entries.ts';

/** The entry file of every operation of the contract; a missing or a surplus one does not compile. */
export const operationEntries: Readonly<Record<OperationId, string>> = {
  createOrder: 'functions/orders/handlers/createOrder.ts',
  listOrders: 'functions/orders/handlers/listOrders.ts',
  getOrder: 'functions/orders/handlers/getOrder.ts',
  updateOrder: 'functions/orders/handlers/updateOrder.ts',
  cancelOrder: 'functions/orders/handlers/cancelOrder.ts',
  createWebhookEndpoint: 'functions/webhooks/handlers/createWebhookEndpoint.ts',
  listWebhookEndpoints: 'functions/webhooks/handlers/listWebhookEndpoints.ts',
  deleteWebhookEndpoint: 'functions/webhooks/handlers/deleteWebhookEndpoint.ts',
  rotateWebhookSecret: 'functions/webhooks/handlers/rotateWebhookSecret.ts',
  listWebhookDeliveries: 'functions/webhooks/handlers/listWebhookDeliveries.ts',
  redeliverWebhook: 'functions/webhooks/handlers/redeliverWebhook.ts',
  getHealth: 'functions/health/handlers/getHealth.ts',
};

/** Every function that is deployed, by name. */
export const functionEntries: Readonly<Record<OperationId | EventFunctionName | 'authorizer', string>> = {
  ...operationEntries,
  ...eventEntries,
  authorizer: 'functions/access/handlers/authorizer.ts',
};
