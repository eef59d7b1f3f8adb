import { sleep } from './deadline.ts';
import { createEventParser, type StreamEvent } from './event-parser.ts';
import { parseJson } from './parse-json.ts';
import type { Platform } from './platform.ts';
import type { Call } from './request.ts';
import type { CallResult } from './response.ts';

/** A stream to follow. */
export interface EventsCall extends Pick<Call, 'path' | 'params' | 'query' | 'headers' | 'deadlineMs' | 'operationId'> {
  /** The id of the last event that was seen; absent: none was. */
  readonly after?: string;
  /** Ends it: the next event rejects with the signal's reason. */
  readonly signal?: AbortSignal;
}

interface Caller {
  call<T>(call: Call): Promise<CallResult<T>>;
}

/** Milliseconds before a stream is asked for again that has not said how many. */
const usualRetryMs = 2000;

/**
 * Follows a stream of events over as many requests as it takes: one that ends or breaks off is asked for again after the last
 * event that was seen, until the API answers 204. Unlike EventSource it sends the client's token.
 */
export async function* followEvents<T>(
  client: Caller,
  platform: Pick<Platform, 'schedule'>,
  { after = '', signal = new AbortController().signal, headers, ...call }: EventsCall,
): AsyncGenerator<StreamEvent<T>, void, undefined> {
  let lastId = after;
  let retryMs = usualRetryMs;
  for (;;) {
    const accept = 'text/event-stream, application/problem+json';
    const { data: body } = await client.call<ReadableStream<Uint8Array<ArrayBuffer>> | undefined>({
      ...call,
      signal,
      streams: true,
      headers: { ...headers, accept, ...(lastId !== '' && { 'last-event-id': lastId }) },
    });
    if (body === undefined) return;
    const parser = createEventParser(lastId);
    for await (const text of textOf(body, signal)) {
      for (const event of parser.push(text)) {
        lastId = event.id;
        yield { ...event, data: parseJson<T>(event.data, 'An event') };
      }
    }
    retryMs = parser.retryMs ?? retryMs;
    await sleep(platform, retryMs, signal);
  }
}

/** The text of a body; one that breaks off ends, since it can be asked for again. */
async function* textOf(body: ReadableStream<Uint8Array<ArrayBuffer>>, signal: AbortSignal): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream(), { signal }).getReader();
  try {
    for (;;) {
      const chunk = await reader.read().catch(() => undefined);
      signal.throwIfAborted();
      if (chunk === undefined || chunk.done) return;
      yield chunk.value;
    }
  } finally {
    void reader.cancel().catch(() => {});
  }
}
