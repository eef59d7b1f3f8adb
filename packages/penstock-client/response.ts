import { InvalidResponseError } from './errors.ts';
import { problemOf } from './problem.ts';

/** A call that succeeded. */
export interface CallResult<T, Status extends number = number> {
  /** Undefined for an answer without a body, as 204 and 304 are. */
  readonly data: T;
  readonly status: Status;
  readonly headers: Headers;
  /** The version of what was read or written, for `ifMatch` and `ifNoneMatch`. */
  readonly etag: string | undefined;
  /** An earlier attempt had taken effect; this is its answer again. */
  readonly isReplay: boolean;
}

/** The caller has the version already that `ifNoneMatch` named. */
export type NotModified = CallResult<undefined, 304>;

/** What the contract says has an ETag. A browser shows it where the API exposes the header. */
export interface Versioned {
  readonly etag: string;
}

/** @throws ProblemError for 400 and more @throws InvalidResponseError for a success that is no JSON */
export function resultOf<T>(status: number, headers: Headers, text: string): CallResult<T> {
  if (status >= 400) throw problemOf(status, headers, text);
  return {
    data: text === '' ? (undefined as T) : parsed<T>(status, text),
    status,
    headers,
    etag: headers.get('etag') ?? undefined,
    isReplay: headers.get('idempotent-replayed') === 'true',
  };
}

function parsed<T>(status: number, text: string): T {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new InvalidResponseError(`The answer with status ${status} is not JSON: ${text.slice(0, 60)}`, { cause });
  }
}
