import { attempt } from './attempt.ts';
import { runUntil, sleep } from './deadline.ts';
import { ConnectionError, DeadlineExceededError } from './errors.ts';
import type { StreamEvent } from './event-parser.ts';
import { type EventsCall, followEvents } from './events.ts';
import { type CheckedOptions, type ClientOptions, checkOptions } from './options.ts';
import { ProblemError, retryableStatuses } from './problem.ts';
import { type Call, type PreparedRequest, prepare } from './request.ts';
import type { CallResult } from './response.ts';
import { backoffMs, retryAfterMs } from './retry-policy.ts';

/**
 * Calls the operations of one API. A call that is safe to repeat is repeated while the API is busy or away, within one
 * deadline and under one Idempotency-Key.
 */
export class Client {
  readonly #options: CheckedOptions;

  /** @throws TypeError with every mistake in the options */
  constructor(options: ClientOptions) {
    this.#options = checkOptions(options);
  }

  /**
   * @throws ProblemError for an answer of 400 or more
   * @throws ConnectionError, DeadlineExceededError, InvalidResponseError; or the reason of an aborted signal
   */
  async call<T = unknown>(call: Call): Promise<CallResult<T>> {
    const { baseUrl, headers, platform, deadlineMs } = this.#options;
    const request = prepare(baseUrl, { ...call, headers: { ...headers, ...call.headers } }, platform.randomId);
    const timeoutMs = call.deadlineMs ?? deadlineMs;
    const endsAtMs = platform.now() + timeoutMs;
    let last: unknown;
    const limit = { signal: call.signal, timeoutMs, timedOut: () => new DeadlineExceededError(timeoutMs, last) };
    return runUntil(platform, limit, async (signal) => {
      for (let count = 1; ; count += 1) {
        try {
          return await attempt<T>(this.#options, request, signal);
        } catch (failure) {
          signal.throwIfAborted();
          last = failure;
          const delayMs = this.#delayMs(request, failure, count);
          // A wait that outlasts the deadline would only hide why the call failed.
          if (delayMs === undefined || platform.now() + delayMs >= endsAtMs) throw failure;
          await sleep(platform, delayMs, signal);
        }
      }
    });
  }

  /**
   * The events of a stream, as they happen, over as many requests as it takes.
   *
   * @example for await (const { data } of client.events<Parcel>({ path: '/v1/parcels/par_1/events' })) show(data);
   * @throws what `call` throws, where the stream cannot be asked for again
   */
  events<T = unknown>(call: EventsCall): AsyncGenerator<StreamEvent<T>, void, undefined> {
    return followEvents<T>(this, this.#options.platform, call);
  }

  /** Milliseconds until the next attempt; undefined when there is none. */
  #delayMs({ isSafeToRepeat }: PreparedRequest, failure: unknown, count: number): number | undefined {
    const { retry, platform } = this.#options;
    if (!isSafeToRepeat || count >= retry.maximumAttempts) return undefined;
    const waitMs = backoffMs(retry, count, platform.random());
    if (failure instanceof ConnectionError) return waitMs;
    if (!(failure instanceof ProblemError && retryableStatuses.has(failure.status) && failure.retryable))
      return undefined;
    return waitMs + retryAfterMs(failure.headers, platform.now());
  }
}
