import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

export interface PostOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Ends the exchange, wherever it is: connecting, sending or reading. */
  readonly signal: AbortSignal;
  /** Bytes of the answer that are read at most. */
  readonly maxBytes: number;
}

export interface HttpAnswer {
  readonly status: number;
  readonly text: string;
}

/**
 * Posts JSON and reads the answer. Redirects are answers like any other. node:http rather than fetch: the SDK has it
 * loaded already, and undici costs 16 ms of a cold start.
 * Rejects when nothing answers, when the signal ends it, and with a RangeError when the answer is too long.
 */
export function postJson(url: URL, { headers, body, signal, maxBytes }: PostOptions): Promise<HttpAnswer> {
  const payload = Buffer.from(JSON.stringify(body));
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const outgoing = send(url, {
      method: 'POST',
      signal,
      headers: { 'Content-Type': 'application/json', 'Content-Length': payload.length, ...headers },
    });
    outgoing.on('error', reject);
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = [];
      let size = 0;
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size > maxBytes) incoming.destroy(new RangeError(`The answer is longer than ${maxBytes} bytes`));
        else chunks.push(chunk);
      });
      incoming.on('error', reject);
      // A connection that breaks off ends without 'end'.
      incoming.on('close', () => reject(new Error('The answer broke off')));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }));
    });
    outgoing.end(payload);
  });
}
