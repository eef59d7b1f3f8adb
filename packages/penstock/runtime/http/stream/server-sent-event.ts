/** An event of a stream (HTML, 9.2). Its data is sent as JSON. */
export interface ServerSentEvent<Data = unknown> {
  /** What a client that comes again names as the last one it has seen. */
  readonly id?: string;
  /** Its type; a client that listens for no type gets those without one. */
  readonly event?: string;
  readonly data: Data;
}
