import { addAbortListener } from 'node:events';
import { retryAfterMs } from 'penstock/runtime/http/retry-after';
import type { Reply } from '../domain/delivery-decisions.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { dnsResolve } from './dns-resolve.ts';
import { exchange, type Head, NoAnswer } from './exchange.ts';
import { failureWords } from './failure-words.ts';
import { pinnedLookup, type Resolve, systemResolve } from './pinned-address.ts';

export interface SubscriberOptions {
  readonly allowPrivate: boolean;
  /** By default the name servers or, where private addresses are allowed, what the system knows. */
  readonly resolve?: Resolve;
  /** Milliseconds until the connection stands, TLS included. */
  readonly connectTimeout?: number;
  /** Milliseconds for everything, the resolution of the name included. */
  readonly timeout?: number;
  readonly now?: () => number;
}

/**
 * Posts over HTTP/1.1: one connection an attempt, to an address that was checked, no redirect followed, no proxy.
 * Of the answer only the status and Retry-After count.
 */
export function httpSubscriber(options: SubscriberOptions): Subscriber {
  const { allowPrivate, connectTimeout = 2000, timeout = 5000, now = Date.now } = options;
  const { resolve = allowPrivate ? systemResolve : dnsResolve() } = options;
  return {
    post: async (request, signal) => {
      const overrun = new AbortController();
      const timer = setTimeout(() => overrun.abort(new NoAnswer(`no answer within ${timeout} ms`)), timeout);
      const ended = AbortSignal.any([signal, overrun.signal]);
      try {
        const url = new URL(request.url);
        const lookup = await untilAborted(pinnedLookup(url, allowPrivate, resolve), ended);
        return replyOf(await exchange(url, request, { lookup, signal: ended, connectTimeout }), now());
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
