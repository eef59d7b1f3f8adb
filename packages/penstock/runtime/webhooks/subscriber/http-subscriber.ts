import { addAbortListener } from 'node:events';
import { retryAfterMs } from '../../http/retry-after.ts';
import type { Reply } from '../deliveries/delivery-decisions.ts';
import { dnsResolve } from './dns-resolve.ts';
import { failureWords } from './failure-words.ts';
import { type Head, httpPost, NoAnswer } from './http-post.ts';
import { pinnedLookup, type Resolve, systemResolve } from './pinned-address.ts';
import type { Subscriber } from './subscriber.ts';

export interface SubscriberOptions {
  readonly allowPrivate: boolean;
  /** By default `resolveFor`. */
  readonly resolve?: Resolve;
  /** Until the connection stands, TLS included. */
  readonly connectTimeoutMs?: number;
  /** For everything, the resolution of the name included. */
  readonly timeoutMs?: number;
  readonly now?: () => number;
}

/** Asks the name servers or, where private addresses are allowed, what the system knows. */
export const resolveFor = (allowPrivate: boolean): Resolve => (allowPrivate ? systemResolve : dnsResolve());

/**
 * Posts over HTTP/1.1: one connection an attempt, to an address that was checked, no redirect followed, no proxy.
 * Of the answer only the status and Retry-After count.
 */
export function httpSubscriber(options: SubscriberOptions): Subscriber {
  const { allowPrivate, connectTimeoutMs = 2000, timeoutMs = 5000, now = Date.now } = options;
  const { resolve = resolveFor(allowPrivate) } = options;
  return {
    post: async (request, signal) => {
      const overrun = new AbortController();
      const timer = setTimeout(() => overrun.abort(new NoAnswer(`no answer within ${timeoutMs} ms`)), timeoutMs);
      const ended = AbortSignal.any([signal, overrun.signal]);
      try {
        const url = new URL(request.url);
        const lookup = await untilAborted(pinnedLookup(url, allowPrivate, resolve), ended);
        return replyOf(await httpPost(url, request, { lookup, signal: ended, connectTimeoutMs }), now());
      } catch (error) {
        signal.throwIfAborted();
        return { error: failureWords(ended.aborted ? ended.reason : error) };
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

/** Node takes any three digits for a status; only these are one (RFC 9110, 15). */
function replyOf({ status, headers }: Head, now: number): Reply {
  if (status < 100 || status > 599) return { error: `answered ${status}, which is no HTTP status` };
  const wait = retryAfterMs(headers, now);
  return wait === undefined ? { status } : { status, retryAfterMs: wait };
}

/** Names are still resolved after that, but nobody waits. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const ending = addAbortListener(signal, () => reject(signal.reason));
    work.then(resolve, reject).finally(() => ending[Symbol.dispose]());
  });
}
