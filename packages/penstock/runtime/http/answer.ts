import type { ServerSentEvent } from './stream/server-sent-event.ts';

/** What a handler answers; the transport makes an HTTP response of it. */
export interface Answer {
  readonly status: number;
  /** Bytes and texts leave as they are where the contract declares such content, everything else as JSON. */
  readonly body?: unknown;
  /** Of the body, where the contract declares several. */
  readonly mediaType?: string;
  /** Of a streamed operation, in place of a body. */
  readonly events?: AsyncIterable<ServerSentEvent>;
  readonly headers?: Readonly<Record<string, string>>;
  /** This is the answer to an earlier request with the same key. */
  readonly replayed?: boolean;
}
