import { type EndpointRecord, isDeleted, type StoredEndpoint } from '../endpoints/endpoint.ts';
import { type Attempt, type DeliveryRecord, type DeliveryRequest, type DeliveryStatus, isDone } from './delivery.ts';

export type SendDecision =
  | { readonly outcome: 'send'; readonly endpoint: EndpointRecord }
  /** Nothing is left to do: the endpoint is gone, or what the message asks for is done. */
  | { readonly outcome: 'drop' }
  | { readonly outcome: 'disabled' };

export function decideSending(
  endpoint: StoredEndpoint | undefined,
  delivery: Pick<DeliveryRecord, 'attempts'> | undefined,
  message: DeliveryRequest,
): SendDecision {
  if (endpoint === undefined || isDeleted(endpoint)) return { outcome: 'drop' };
  if (delivery !== undefined && isDone(delivery, message)) return { outcome: 'drop' };
  return endpoint.disabled === undefined ? { outcome: 'send', endpoint } : { outcome: 'disabled' };
}

/** How an endpoint took what was sent to it: its HTTP status, or why there was none. */
export type Reply = Answer | { readonly error: string };

export interface Answer {
  readonly status: number;
  /** Before which the endpoint wants no further attempt. */
  readonly retryAfterMs?: number;
}

/** Only 2xx counts as received; a redirect does not, for it is not followed. */
export const isReceived = (reply: Reply): boolean => 'status' in reply && reply.status >= 200 && reply.status < 300;

/** What an endpoint answers when it could not look at a request, or not now (RFC 9110, RFC 8470, RFC 6585). */
const PASSING = new Set([408, 425, 429]);

/** Whether a reply says that the endpoint is in trouble. Any other refusal is about the one event, and no other's fault. */
export const isTrouble = (reply: Reply): boolean =>
  'error' in reply || reply.status >= 500 || PASSING.has(reply.status);

/** The endpoint wants no more, ever (Standard Webhooks, "Delivery success and failure"). */
const GONE = 410;

/** What the contract shows of an attempt: the characters of its error, and which numbers are an HTTP status. */
const MAX_ERROR = 256;
const isHttpStatus = (status: number): boolean => Number.isInteger(status) && status >= 100 && status <= 599;

export interface Assessment {
  readonly result: Pick<Attempt, 'status' | 'error'>;
  readonly status: DeliveryStatus;
  readonly disable: boolean;
}

/**
 * What was not received is tried again until the time is over, after a 4xx too: a subscriber that deploys a mistake gets
 * its events once it is put right.
 */
export function assess(reply: Reply, isLast: boolean): Assessment {
  const afterFailure = isLast ? 'failed' : 'pending';
  const unanswered = (error: string): Assessment => ({
    result: { error: error.slice(0, MAX_ERROR) },
    status: afterFailure,
    disable: false,
  });
  if ('error' in reply) return unanswered(reply.error);
  const { status } = reply;
  if (!isHttpStatus(status)) return unanswered(`answered ${status}, which is no HTTP status`);
  if (isReceived(reply)) return { result: { status }, status: 'delivered', disable: false };
  const disable = status === GONE;
  const error = `answered ${status}; only 2xx counts as received`;
  return { result: { status, error }, status: disable ? 'failed' : afterFailure, disable };
}

/** Attempts before age alone may end a delivery: one that waited in a backlog has not been tried for long. */
const LEAST_ATTEMPTS = 3;

/** Whether the time in which a message is retried may be over before its next attempt. */
export const isLastAttempt = (
  attempt: number,
  /** Milliseconds. */ age: number,
  { retryWindow, backoff }: { readonly retryWindow: number; readonly backoff: { readonly cap: number } },
): boolean => attempt >= LEAST_ATTEMPTS && age >= (retryWindow - backoff.cap) * 1000;
