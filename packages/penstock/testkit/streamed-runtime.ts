import { Writable } from 'node:stream';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import type { ResponseStream, StreamHandler, StreamHead, StreamHost } from '../runtime/http/stream/stream-host.ts';

/** What a streamed handler sent. */
export interface Streamed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** A host as Lambda is, that keeps what it is told; its client may be slow, or go. */
export function recordingStreamHost() {
  const heads = new Map<ResponseStream, StreamHead>();
  const host: StreamHost = {
    streamify: (handler) => handler,
    begin: (stream, head) => {
      heads.set(stream, head);
      return stream;
    },
  };
  return {
    host,
    /** Runs a handler to its end; `onText` hears of what it sends as it comes. */
    run: async (
      handler: StreamHandler,
      event: APIGatewayProxyEvent,
      context: Context,
      onText: (text: string, stream: Writable) => void = () => {},
    ): Promise<Streamed> => {
      const { stream, text } = recordingStream(onText);
      await handler(event, stream, context);
      const { statusCode: status = 0, headers = {} } = heads.get(stream) ?? {};
      return { status, headers, text: text() };
    },
  };
}

/** A stream that keeps what is written to it. */
export function recordingStream(onText: (text: string, stream: Writable) => void = () => {}) {
  const written: string[] = [];
  const stream: Writable = new Writable({
    decodeStrings: false,
    write: (chunk, _encoding, done) => {
      written.push(String(chunk));
      onText(String(chunk), stream);
      done();
    },
  });
  return { stream, text: () => written.join('') };
}
