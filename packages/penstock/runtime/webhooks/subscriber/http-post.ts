import { addAbortListener } from 'node:events';
import { type ClientRequest, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { WebhookRequest } from './subscriber.ts';

export interface HttpPostOptions {
  readonly lookup: LookupFunction;
  /** Ends the request, wherever it is. */
  readonly signal: AbortSignal;
  /** Until the connection stands, TLS included. */
  readonly connectTimeoutMs: number;
}

/** What an answer begins with; the rest of it is of no interest. */
export interface Head {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
}

/** Why there is no answer, in words for the endpoint's owner. */
export class NoAnswer extends Error {
  override readonly name = 'NoAnswer';
}

/**
 * What is left of an answer is read, and thrown away, so that a subscriber can end it in peace: for so long and so
 * many bytes. Its status is known by then, and how it ends, whether it ends, changes nothing.
 */
const LINGER_MS = 250;
const READ_BYTES = 16 * 1024;
/** Answers before the answer (1xx). Servers send one or two; each costs time that other deliveries need. */
const MAX_INTERIM = 16;

/**
 * Posts over HTTP/1.1, on a connection of its own. An agent that is made for one request knows no proxy from the
 * environment, which the global one does under NODE_USE_ENV_PROXY.
 */
export function httpPost(url: URL, { headers, body }: WebhookRequest, options: HttpPostOptions): Promise<Head> {
  const { lookup, connectTimeoutMs } = options;
  // By default each address but the last has 250 ms: a handshake across an ocean takes longer.
  const patience = { autoSelectFamilyAttemptTimeout: connectTimeoutMs };
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  const request = send(url, {
    method: 'POST',
    agent: false,
    headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    lookup,
    ...patience,
  });
  const head = headOf(request, options);
  request.end(body);
  return head;
}

/**
 * Settles when the connection is closed, or with the signal. Not with `error` or `response` alone: a `101` that nobody
 * asked for makes Node emit `upgrade` or, with nobody listening, nothing but `close`.
 */
function headOf(request: ClientRequest, { signal, connectTimeoutMs }: HttpPostOptions): Promise<Head> {
  return new Promise((resolve, reject) => {
    const late = new NoAnswer(`no connection within ${connectTimeoutMs} ms`);
    let timer = setTimeout(() => request.destroy(late), connectTimeoutMs);
    let head: Head | undefined;
    let failure: unknown = new NoAnswer('the connection was closed without an answer');
    const settle = (): void => {
      clearTimeout(timer);
      ending[Symbol.dispose]();
      if (head === undefined) reject(failure);
      else resolve(head);
    };
    const ending = addAbortListener(signal, () => {
      failure = signal.reason;
      request.destroy();
      settle();
    });
    onConnection(request, () => clearTimeout(timer));
    limitInterim(request);
    request.once('response', (response) => {
      head = { status: response.statusCode ?? 0, headers: response.headers };
      discard(response);
      timer = setTimeout(() => request.destroy(), LINGER_MS);
    });
    request.once('upgrade', ({ statusCode: status = 0, headers }, socket) => {
      head = { status, headers };
      socket.destroy();
    });
    request.on('error', (error) => {
      failure = error;
    });
    request.once('close', settle);
  });
}

function onConnection(request: ClientRequest, act: () => void): void {
  request.once('socket', (socket) => {
    socket.once((socket as TLSSocket).encrypted === true ? 'secureConnect' : 'connect', act);
  });
}

function limitInterim(request: ClientRequest): void {
  let seen = 0;
  request.on('information', () => {
    seen += 1;
    if (seen > MAX_INTERIM) request.destroy(new NoAnswer('too many interim answers'));
  });
}

function discard(response: IncomingMessage): void {
  let read = 0;
  response.on('data', (chunk: Buffer) => {
    read += chunk.length;
    if (read > READ_BYTES) response.destroy();
  });
  response.on('error', () => {});
}
