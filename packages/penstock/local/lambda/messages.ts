/** What passes between the local cloud and a function's process, as JSON over Node's IPC channel. */
export interface InvokeMessage {
  readonly requestId: string;
  readonly arn: string;
  readonly event: unknown;
  /** Milliseconds since the epoch at which the process is killed. */
  readonly deadline: number;
  /** The value of `_X_AMZN_TRACE_ID`. */
  readonly trace: string;
  /** A fault: milliseconds after which the process is killed, before it answers at the latest. */
  readonly crashAfter?: number;
}

/** The chunk before has been taken: the next one may come. */
export interface TakenMessage {
  readonly kind: 'taken';
  readonly requestId: string;
}

/** Takes a part of a streamed answer; the function writes the next one when the promise is settled. */
export type TakeChunk = (chunk: Buffer) => Promise<void>;

export interface FunctionError {
  readonly errorType: string;
  readonly errorMessage: string;
}

export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'init-error'; readonly error: FunctionError }
  /** A part of a streamed answer, in base64. */
  | { readonly kind: 'chunk'; readonly requestId: string; readonly data: string }
  | { readonly kind: 'result'; readonly requestId: string; readonly payload: unknown }
  | { readonly kind: 'error'; readonly requestId: string; readonly error: FunctionError; readonly fatal?: boolean };
