/** What an app begins with: a health check alone, or orders with payments and webhooks. */
export type Kind = 'empty' | 'sample';
