import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import { buffer } from 'node:stream/consumers';

/** What came back over HTTP; `json` is the parsed body, or undefined when there is none or it is not JSON. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  /** The body as it came; `text` is read as UTF-8. */
  readonly bytes: Buffer;
  readonly json: Record<string, unknown>;
}

export interface Call {
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  /** A string or bytes go out as they are; anything else as JSON with its Content-Type. */
  readonly body?: unknown;
}

const agent = new Agent({ keepAlive: true, maxSockets: 64 });

/** Sends one request on a kept connection, with exactly the headers given, and reads the whole answer. Rejects where there is none, or a part of one. */
export function send(origin: string, method: string, path: string, call: Call = {}): Promise<Answer> {
  const raw = typeof call.body === 'string' || call.body instanceof Uint8Array;
  const payload = call.body === undefined || raw ? (call.body as string | Uint8Array | undefined) : json(call.body);
  const headers: Record<string, string | string[]> = {
    ...(call.token === undefined ? {} : { authorization: `Bearer ${call.token}` }),
    ...(call.body === undefined || raw ? {} : { 'content-type': 'application/json' }),
    ...(payload === undefined ? {} : { 'content-length': String(Buffer.byteLength(payload)) }),
    ...call.headers,
  };
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, headers, agent }, (response) => {
      answerIn(response).then(resolve, reject);
    });
    sent.on('error', reject);
    sent.end(payload);
  });
}

/** Rejects for an answer that is cut off. */
async function answerIn(response: IncomingMessage): Promise<Answer> {
  const bytes = await buffer(response);
  const text = bytes.toString('utf8');
  return { status: response.statusCode ?? 0, headers: response.headers, text, bytes, json: parsed(text) };
}

const json = (body: unknown): string => JSON.stringify(body);

function parsed(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
