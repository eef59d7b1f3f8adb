import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { retryAfterMs } from './retry-after.ts';

export interface PostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Ends the request, wherever it is: connecting, sending or reading. */
  readonly signal: AbortSignal;
  /** Bytes of the answer that are read at most. */
  readonly maxBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/**
 * Posts JSON and reads the answer. Redirects are answers like any other. The request has to be idempotent: it is sent
 * again when a connection that was kept from an earlier one turns out to be closed, as after a freeze of the function.
 * Rejects when nothing answers, when the signal ends it, and with a RangeError when the answer is too long.
 *
 * node:http rather than fetch: the SDK has it loaded already, and undici costs 16 ms of a cold start.
 */
export async function postJson(url: URL, options: PostOptions): Promise<HttpAnswer> {
  try {
    return await sendOnce(url, options);
  } catch (error) {
    if (!(error instanceof StaleConnection)) throw error;
    return await sendOnce(url, options, false);
  }
}

class StaleConnection extends Error {}

/** The other side had closed a connection that was kept, before or while the request was written. */
export const isStale = (reused: boolean, { code }: NodeJS.ErrnoException): boolean =>
  reused && (code === 'ECONNRESET' || code === 'EPIPE');

function sendOnce(url: URL, options: PostOptions, reuse = true): Promise<HttpAnswer> {
  const { headers, body, signal, maxBytes } = options;
  const payload = Buffer.from(JSON.stringify(body));
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      method: 'POST',
      signal,
      headers: { 'Content-Type': 'application/json', 'Content-Length': payload.length, ...headers },
      // Without an agent of its own the request takes a connection from the shared one.
      ...(!reuse && { agent: false }),
    });
    outgoing.on('error', (error: NodeJS.ErrnoException) => {
      reject(isStale(outgoing.reusedSocket, error) ? new StaleConnection() : error);
    });
    outgoing.on('response', (incoming) => readAnswer(incoming, maxBytes).then(resolve, reject));
    outgoing.end(payload);
  });
}

async function readAnswer(incoming: IncomingMessage, maxBytes: number): Promise<HttpAnswer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > maxBytes) throw new RangeError(`The answer is longer than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  const { statusCode, headers } = incoming;
  return { status: Number(statusCode), headers, text: Buffer.concat(chunks).toString() };
}

/** Milliseconds that a Retry-After asks for; 0 for none. */
export const retryAfterMsOf = (headers: IncomingHttpHeaders): number => retryAfterMs(headers, Date.now()) ?? 0;
