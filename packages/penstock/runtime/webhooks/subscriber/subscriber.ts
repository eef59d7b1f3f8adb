import type { Reply } from '../deliveries/delivery-decisions.ts';

export interface WebhookRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The other side: takes one request and says how it went. It rejects only when the signal ends it. */
export interface Subscriber {
  post(request: WebhookRequest, signal: AbortSignal): Promise<Reply>;
}
