/** The variables by which the kit's constructs tell functions something, and its rules find it again. */
export const variables = {
  eventBus: 'EVENT_BUS',
  eventSource: 'EVENT_SOURCE',
  relayFailures: 'RELAY_FAILURES_URL',
  relayKeepAfter: 'RELAY_KEEP_AFTER',
} as const;
