import { definedEntries } from './defined-entries.ts';
import { isJson } from './media-type.ts';
import { mistake } from './mistake.ts';
import { filled } from './path.ts';

export type QueryValue = string | number | boolean | undefined | readonly (string | number | boolean)[];

/** One call of an operation. */
export interface Call {
  /** @default 'GET' */
  readonly method?: string;
  /** From the base URL: `/v1/parcels/par_1`, or with `{names}` that `params` fills in. */
  readonly path: string;
  /** What is filled into the path, by its names; it is encoded. */
  readonly params?: Readonly<Record<string, string | number | boolean>>;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly headers?: Readonly<Record<string, string>>;
  /** What has been written already: `filter%5Bstatus%5D=paid`. */
  readonly writtenQuery?: readonly string[];
  /**
   * Sent as JSON; undefined sends no body. With another `contentType` it is a text, bytes, a Blob or a FormData, which are sent as they are: a
   * stream could not be sent again.
   */
  readonly body?: unknown;
  /** @default 'application/json' */
  readonly contentType?: string;
  /**
   * What the answer may be. The data of one that is not JSON is a text or bytes, as its Content-Type says. Without it an answer is JSON.
   */
  readonly accept?: string | undefined;
  /** The version that a change is made for: the `etag` of what was read. */
  readonly ifMatch?: string | undefined;
  /** The version that the caller has: an answer of 304 has no data. */
  readonly ifNoneMatch?: string | undefined;
  /**
   * Names this call, so that it takes effect once however often it is sent. Of 1 to 255 visible ASCII characters; `true`
   * generates one, as is done for POST and PATCH; `false` sends none, and the call is then not tried again.
   */
  readonly idempotencyKey?: string | boolean;
  /** Milliseconds that the whole call may take, with its retries; the client's by default. */
  readonly deadlineMs?: number;
  /** Ends the call, which then rejects with the signal's reason. */
  readonly signal?: AbortSignal;
  /** For hooks. */
  readonly operationId?: string;
  /** The data of the result is the body as it comes, a ReadableStream: what the call waits for is its head. */
  readonly streams?: boolean;
}

/** A call as it is sent, the same in each attempt but for its token and what hooks add. */
export interface PreparedRequest {
  /** At each of the base URLs. */
  readonly urls: readonly string[];
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestInit['body'];
  /** The answer may be other than JSON. */
  readonly takesAny: boolean;
  readonly idempotencyKey: string | undefined;
  /** Sent twice it has the effect of once. */
  readonly isSafeToRepeat: boolean;
  /** The body of its answer is left to the caller. */
  readonly streams: boolean;
}

/** RFC 9110, 9.2.2. */
const idempotentMethods = /^(GET|HEAD|OPTIONS|PUT|DELETE)$/;
const keyedMethods = /^(POST|PATCH)$/;

/** @throws TypeError for a path that leaves the base URL and for a key that no header can carry */
export function prepare(baseUrls: readonly URL[], call: Call, newKey: () => string): PreparedRequest {
  const method = (call.method ?? 'GET').toUpperCase();
  const { body, contentType = 'application/json', accept, ifMatch, ifNoneMatch, streams = false } = call;
  const { idempotencyKey = keyedMethods.test(method) } = call;
  const key = idempotencyKey === true ? newKey() : idempotencyKey === false ? undefined : idempotencyKey;
  const headers: Record<string, string | undefined> = {
    accept: `${accept ?? 'application/json'}, application/problem+json`,
    ...call.headers,
    // The boundary of its parts is the host's to choose.
    'content-type': body === undefined || body instanceof FormData ? undefined : contentType,
    'if-match': ifMatch,
    'if-none-match': ifNoneMatch,
    'idempotency-key': key === undefined ? undefined : quoted(key),
  };
  return {
    urls: baseUrls.map((baseUrl) => urlOf(baseUrl, call)),
    method,
    headers: Object.fromEntries(definedEntries(headers)),
    body: body === undefined ? null : isJson(contentType) ? JSON.stringify(body) : (body as string),
    takesAny: accept !== undefined,
    idempotencyKey: key,
    isSafeToRepeat: idempotentMethods.test(method) || key !== undefined,
    streams,
  };
}

/** As a string of RFC 8941, which the Idempotency-Key is. @see https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/ */
function quoted(key: string): string {
  if (!/^[\x21-\x7e]{1,255}$/.test(key))
    throw new TypeError(mistake('idempotencyKey', key, '1 to 255 visible ASCII characters'));
  return `"${key.replace(/["\\]/g, '\\$&')}"`;
}

function urlOf(baseUrl: URL, { path: template, params, query = {}, writtenQuery = [] }: Call): string {
  const path = params === undefined ? template : filled(template, params);
  const url = new URL(baseUrl.href.replace(/\/$/, '') + path);
  if (!path.startsWith('/') || url.origin !== baseUrl.origin)
    throw new TypeError(mistake('path', path, `a path below ${baseUrl.href} that starts with /`));
  for (const [name, value] of Object.entries(query))
    for (const one of [value ?? []].flat()) url.searchParams.append(name, String(one));
  const written = writtenQuery.join('&');
  return url.href + (written && (url.href.includes('?') ? '&' : '?') + written);
}
