import { runUntil } from './deadline.ts';
import { ConnectionError } from './errors.ts';
import { isJson, isText } from './media-type.ts';
import type { CheckedOptions } from './options.ts';
import { ProblemError } from './problem.ts';
import { type CallResult, resultOf } from './response.ts';

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
    if (!(failure instanceof ProblemError && failure.status === 401) || token === undefined) throw failure;
    const second = await token({ refresh: true, signal });
    if (second === first) throw failure;
    return exchange<T>(options, request, second, signal);
  }
}

/** @throws ConnectionError where no whole answer came */
async function exchange<T>(
  { platform, attemptTimeoutMs }: CheckedOptions,
  { url, method, headers, body, takesAny, streams }: AttemptRequest,
  token: string | undefined,
  signal: AbortSignal,
): Promise<CallResult<T>> {
  const timedOut = () => new ConnectionError(`${method} ${url} was not answered within ${attemptTimeoutMs} ms.`);
  const answer = await runUntil(platform, { signal, timeoutMs: attemptTimeoutMs, timedOut }, async (own) => {
    try {
      const response = await platform.fetch(url, {
        method,
        headers: token === undefined ? headers : { ...headers, authorization: `Bearer ${token}` },
        // An API does not redirect; whoever does shall not get the token.
        redirect: 'error',
        signal: own,
        body: body ?? null,
      });
      const { status, headers: received, ok } = response;
      if (streams && ok) return { status, headers: received, text: '', data: response.body ?? undefined };
      const type = received.get('content-type') ?? '';
      if (!takesAny || !ok || type === '' || isJson(type))
        return { status, headers: received, text: await response.text() };
      const data = isText(type) ? await response.text() : new Uint8Array(await response.arrayBuffer());
      return { status, headers: received, text: '', data };
    } catch (cause) {
      own.throwIfAborted();
      throw new ConnectionError(`${method} ${url} was not answered.`, { cause });
    }
  });
  const result = resultOf<T>(answer.status, answer.headers, answer.text);
  return 'data' in answer ? { ...result, data: answer.data as T } : result;
}
