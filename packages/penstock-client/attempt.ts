import { runUntil } from './deadline.ts';
import { ConnectionError } from './errors.ts';
import { isJson, isText } from './media-type.ts';
import type { CheckedOptions } from './options.ts';
import { statusOf } from './problem.ts';
import { type CallResult, type ReceivedBody, resultOf } from './response.ts';

/** A request as it is sent, but for its token. */
export interface AttemptRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: RequestInit['body'];
  /** The answer may be other than JSON. */
  readonly takesAny: boolean;
  /** The body of its answer is left to the caller. */
  readonly streams: boolean;
}

/** Sends a request once; once more with another token where the first one is refused, which has no effect. */
export async function attempt<T>(
  options: CheckedOptions,
  request: AttemptRequest,
  signal: AbortSignal,
): Promise<CallResult<T>> {
  const { token } = options;
  const first = await token?.({ refresh: false, signal });
  try {
    return await exchange<T>(options, request, first, signal);
  } catch (failure) {
    if (statusOf(failure) !== 401 || token === undefined) throw failure;
    const second = await token({ refresh: true, signal });
    if (second === first) throw failure;
    return exchange<T>(options, request, second, signal);
  }
}

/** @throws ConnectionError where no whole answer came */
async function exchange<T>(
  { platform, attemptTimeoutMs: timeoutMs }: CheckedOptions,
  request: AttemptRequest,
  token: string | undefined,
  signal: AbortSignal,
): Promise<CallResult<T>> {
  const { url, method, headers, body } = request;
  const unanswered = (how: string, options?: ErrorOptions) =>
    new ConnectionError(`${method} ${url} was not answered${how}.`, options);
  const timedOut = () => unanswered(` within ${timeoutMs} ms`);
  const [response, received] = await runUntil(platform, { signal, timeoutMs, timedOut }, async (own) => {
    try {
      const answer = await platform.fetch(url, {
        method,
        headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
        // An API does not redirect; whoever does shall not get the token.
        redirect: 'error',
        signal: own,
        body: body ?? null,
      });
      return [answer, await bodyOf(answer, request)] as const;
    } catch (cause) {
      own.throwIfAborted();
      throw unanswered('', { cause });
    }
  });
  return resultOf<T>(response, received);
}

async function bodyOf(response: Response, { takesAny, streams }: AttemptRequest): Promise<ReceivedBody> {
  const type = response.headers.get('content-type') || 'application/json';
  if (response.ok && streams) return { data: response.body ?? undefined };
  if (!response.ok || !takesAny || isJson(type)) return { json: await response.text() };
  return { data: isText(type) ? await response.text() : new Uint8Array(await response.arrayBuffer()) };
}
