import { parseJson } from './parse-json.ts';
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

/** What came with an answer: a text that has to be JSON, or data as it is. */
export interface ReceivedBody {
  readonly json?: string;
  readonly data?: unknown;
}

/** @throws ProblemError for 400 and more @throws InvalidResponseError for a success that is no JSON */
export function resultOf<T>(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  { json = '', data }: ReceivedBody,
): CallResult<T> {
  if (status >= 400) throw problemOf(status, headers, json);
  return {
    data: json === '' ? (data as T) : parseJson<T>(json, `The answer with status ${status}`),
    status,
    headers,
    etag: headers.get('etag') ?? undefined,
    isReplay: headers.get('idempotent-replayed') === 'true',
  };
}
