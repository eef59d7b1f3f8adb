import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { TLSSocket } from 'node:tls';
import type { Answer } from '../domain/delivery-decisions.ts';
import type { Subscriber, WebhookRequest } from '../domain/subscriber.ts';
import { dnsResolve } from './dns-resolve.ts';
import { AddressRefused, pinnedLookup, type Resolve, systemResolve } from './pinned-address.ts';

export interface SubscriberOptions {
  readonly allowPrivate: boolean;
  /** By default the name servers or, where private addresses are allowed, what the system knows. */
  readonly resolve?: Resolve;
  /** Milliseconds until the connection stands, TLS included. */
  readonly connectTimeout?: number;
  /** Milliseconds for everything, the resolution of the name included. */
  readonly timeout?: number;
}

/** Bytes of an answer that are read, and thrown away, so that a subscriber can end its answer in peace. */
const READ_BYTES = 16 * 1024;

class Overrun extends Error {
  override readonly name = 'Overrun';
}

/**
 * Posts over HTTP/1.1: one connection an attempt, to an address that was checked, no redirect followed, no proxy.
 * Of the answer only the status and Retry-After in seconds count.
 */
export function httpSubscriber(options: SubscriberOptions): Subscriber {
  const { allowPrivate, connectTimeout = 2000, timeout = 5000 } = options;
  const { resolve = allowPrivate ? systemResolve : dnsResolve() } = options;
  return {
    post: async (request, signal) => {
      const overrun = new AbortController();
      const timer = setTimeout(() => overrun.abort(new Overrun(`no answer within ${timeout} ms`)), timeout);
      const ended = AbortSignal.any([signal, overrun.signal]);
      try {
        const url = new URL(request.url);
        const lookup = await untilAborted(pinnedLookup(url, allowPrivate, resolve), ended);
        return await exchange(url, request, { lookup, signal: ended }, connectTimeout);
      } catch (error) {
        signal.throwIfAborted();
        return { error: explain(ended.aborted ? ended.reason : error) };
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

function exchange(
  url: URL,
  { headers, body }: WebhookRequest,
  options: Pick<RequestOptions, 'lookup' | 'signal'>,
  connectTimeout: number,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const length = String(Buffer.byteLength(body));
    const request = send(url, {
      ...options,
      method: 'POST',
      agent: false,
      headers: { ...headers, 'content-length': length },
    });
    const timer = setTimeout(
      () => request.destroy(new Overrun(`no connection within ${connectTimeout} ms`)),
      connectTimeout,
    );
    request.once('socket', (socket) => {
      const connected = (socket as TLSSocket).encrypted === true ? 'secureConnect' : 'connect';
      socket.once(connected, () => clearTimeout(timer));
    });
    request.once('close', () => clearTimeout(timer));
    let answer: Answer | undefined;
    request.on('error', (error) => (answer === undefined ? reject(error) : resolve(answer)));
    request.once('response', (response) => {
      answer = answerOf(response);
      const known = answer;
      discard(response, () => resolve(known));
    });
    request.end(body);
  });
}

function answerOf({ statusCode = 0, headers }: IncomingMessage): Answer {
  const seconds = /^\d{1,6}$/.exec(headers['retry-after'] ?? '')?.[0];
  return { status: statusCode, ...(seconds !== undefined && { retryAfter: Number(seconds) * 1000 }) };
}

/** The status is known by now: how the body ends, whether it ends, changes nothing. */
function discard(response: IncomingMessage, done: () => void): void {
  let read = 0;
  response.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > READ_BYTES) response.destroy();
  });
  response.on('error', () => {});
  response.once('close', done);
}

/** Names are still resolved after that, but nobody waits. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    if (signal.aborted) abort();
    signal.addEventListener('abort', abort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}

const explanations: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'the connection was refused',
  ECONNRESET: 'the connection was closed without an answer',
  EHOSTUNREACH: 'the host is not reachable',
  ENETUNREACH: 'the network is not reachable',
  ENOTFOUND: 'the name does not resolve',
  ENODATA: 'the name does not resolve',
  EAI_AGAIN: 'the name could not be resolved',
  ESERVFAIL: 'the name could not be resolved',
  ETIMEOUT: 'the name could not be resolved',
  ETIMEDOUT: 'no connection could be made in time',
};

/** Words for the endpoint's owner. They name no address: what a name resolves to inside is nobody's business. */
function explain(error: unknown): string {
  if (error instanceof AddressRefused) return 'the name does not stand for a public address';
  if (error instanceof Overrun) return error.message;
  const { code = 'UNKNOWN' } = error as { readonly code?: string };
  return explanations[code] ?? `no answer (${code})`.slice(0, 128);
}
