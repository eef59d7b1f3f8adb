export { Client } from './client.ts';
export { type ClientCredentials, clientCredentials, TokenError } from './client-credentials.ts';
export { readModifyWrite } from './conditional.ts';
export { ClientError, ConnectionError, DeadlineExceededError, InvalidResponseError } from './errors.ts';
export type { StreamEvent } from './event-parser.ts';
export type { EventsCall } from './events.ts';
export type { AttemptEnd, AttemptStart, CallEnd, ClientHooks } from './hooks.ts';
export {
  bindOperations,
  type CallOptions,
  type KeyedCallOptions,
  type Operation,
  type PagedOperation,
  type StreamOptions,
} from './operations.ts';
export type { ClientOptions, TokenProvider } from './options.ts';
export { itemsOf, type Page, pagesOf } from './pages.ts';
export type { Platform } from './platform.ts';
export { type CodeOf, isProblem, ProblemError, type ProblemFinding, type ProblemOf } from './problem.ts';
export { type RateLimit, rateLimitsOf } from './rate-limit.ts';
export type { Call, QueryValue } from './request.ts';
export type { CallResult, NotModified, Versioned } from './response.ts';
export type { RetryBudgetOptions } from './retry-budget.ts';
export type { RetryDecision } from './retry-decision.ts';
export type { RetryPolicy } from './retry-policy.ts';
export {
  type CloudEvent,
  verifyWebhook,
  type WebhookOptions,
  type WebhookRequest,
  WebhookVerificationError,
} from './webhook.ts';
