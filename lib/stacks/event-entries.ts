/** The entry files of what runs on events: a consumer each queue, by its name in consumers.yaml, and the relay. */
export const consumerEntries = {
  capturePayment: 'functions/payments/handlers/capturePayment.ts',
  fanOutWebhooks: 'functions/webhooks/entry/queue/fanOutWebhooks.ts',
  deliverWebhook: 'functions/webhooks/entry/queue/deliverWebhook.ts',
  retryWebhook: 'functions/webhooks/entry/queue/retryWebhook.ts',
} as const;

export type ConsumerName = keyof typeof consumerEntries;

export const eventEntries = { ...consumerEntries, relayEvents: 'functions/orders/handlers/relayEvents.ts' } as const;

export type EventFunctionName = keyof typeof eventEntries;
