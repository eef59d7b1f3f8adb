import type { RetryDecision } from './retry-decision.ts';

/** One attempt of a call, before it is sent. */
export interface AttemptStart {
  /** Of a generated client. */
  readonly operationId: string | undefined;
  readonly method: string;
  readonly url: string;
  /** 1 is the first. */
  readonly attempt: number;
  /** The same in each attempt; undefined where the call has none. */
  readonly idempotencyKey: string | undefined;
}

/** What became of an attempt. */
export interface AttemptEnd extends AttemptStart {
  readonly durationMs: number;
  /** Undefined where no answer came. */
  readonly status: number | undefined;
  /** Undefined where it succeeded. */
  readonly failure: unknown;
  /** What follows; undefined where it succeeded, or the call was ended from outside. */
  readonly next: RetryDecision | undefined;
}

/** What became of a call, with all its attempts and waits. */
export interface CallEnd {
  readonly operationId: string | undefined;
  readonly method: string;
  readonly path: string;
  readonly attempts: number;
  readonly durationMs: number;
  readonly status: number | undefined;
  readonly failure: unknown;
}

/** Telemetry: what a hook throws is ignored, so that it decides over no call. */
export interface ClientHooks {
  /** Before each attempt; the headers that it returns go with it, such as `traceparent`. */
  readonly onAttempt?: (attempt: AttemptStart) => Readonly<Record<string, string>> | undefined;
  readonly onAttemptEnd?: (attempt: AttemptEnd) => void;
  readonly onCallEnd?: (call: CallEnd) => void;
}

/** Calls a hook, if there is one. */
export function notify<Event, Result>(hook: ((event: Event) => Result) | undefined, event: Event): Result | undefined {
  try {
    return hook?.(event);
  } catch {
    return undefined;
  }
}
