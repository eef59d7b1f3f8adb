/** The entry files of what runs on events: a consumer each queue, by its name in consumers.yaml, and the relay. */
export const consumerEntries = {
  capturePayment: 'functions/payments/handlers/capturePayment.ts',
  fanOutWebhooks: 'functions/webhooks/handlers/fanOutWebhooks.ts',
  deliverWebhook: 'functions/webhooks/handlers/deliverWebhook.ts',
  retryWebhook: 'functions/webhooks/handlers/retryWebhook.ts',
} as const;

export type ConsumerName = keyof typeof consumerEntries;

export const eventEntries = {
  ...consumerEntries,
  relayEvents: 'functions/orders/entry/stream/relayEvents.ts',
} as const;

export type EventFunctionName = keyof typeof eventEntries;
