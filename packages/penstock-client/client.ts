import { attempt } from './attempt.ts';
import { BaseUrls } from './base-urls.ts';
import { runUntil, sleep } from './deadline.ts';
import { ConnectionError, DeadlineExceededError } from './errors.ts';
import type { StreamEvent } from './event-parser.ts';
import { type EventsCall, followEvents } from './events.ts';
import { type AttemptStart, notify } from './hooks.ts';
import { type CheckedOptions, type ClientOptions, checkOptions } from './options.ts';
import { statusOf } from './problem.ts';
import { type Call, type PreparedRequest, prepare } from './request.ts';
import type { CallResult } from './response.ts';
import { RetryBudget } from './retry-budget.ts';
import { decide, type FailedCall, type RetryDecision, stop } from './retry-decision.ts';

/** A call that is under way: what its attempts have in common, and what became of them. */
interface Progress extends FailedCall {
  readonly request: PreparedRequest;
  readonly operationId: string | undefined;
  attempts: number;
  lastFailure: unknown;
}

/**
 * Calls the operations of one API. A call that is safe to repeat is repeated while the API is busy or away, within one
 * deadline and under one Idempotency-Key.
 */
export class Client {
  readonly #options: CheckedOptions;
  readonly #budget: RetryBudget;
  readonly #baseUrls: BaseUrls;

  /** @throws TypeError with every mistake in the options */
  constructor(options: ClientOptions) {
    this.#options = checkOptions(options);
    this.#budget = new RetryBudget(this.#options.retryBudget);
    this.#baseUrls = new BaseUrls(this.#options.baseUrls.length);
  }

  /**
   * @throws ProblemError for an answer of 400 or more
   * @throws ConnectionError, DeadlineExceededError, InvalidResponseError; or the reason of an aborted signal
   */
  async call<T = unknown>(call: Call): Promise<CallResult<T>> {
    const { baseUrls, headers, platform, deadlineMs, hooks } = this.#options;
    const request = prepare(baseUrls, { ...call, headers: { ...headers, ...call.headers } }, platform.randomId);
    const { operationId, signal, deadlineMs: timeoutMs = deadlineMs } = call;
    const startedAtMs = platform.now();
    const endsAtMs = startedAtMs + timeoutMs;
    const progress: Progress = { request, operationId, endsAtMs, attempts: 0, lastFailure: undefined };
    const timedOut = () => new DeadlineExceededError(timeoutMs, progress.lastFailure);
    const ended = (status: number | undefined, failure?: unknown) =>
      notify(hooks.onCallEnd, {
        operationId,
        method: request.method,
        path: call.path,
        attempts: progress.attempts,
        durationMs: platform.now() - startedAtMs,
        status,
        failure,
      });
    try {
      const result = await runUntil(platform, { signal, timeoutMs, timedOut }, (own) =>
        this.#attempts<T>(progress, own),
      );
      this.#budget.succeeded({ byRetry: progress.attempts > 1 });
      ended(result.status);
      return result;
    } catch (failure) {
      ended(statusOf(failure), failure);
      throw failure;
    }
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

  /** Makes attempts until one succeeds or none may follow. */
  async #attempts<T>(progress: Progress, signal: AbortSignal): Promise<CallResult<T>> {
    const { platform, hooks } = this.#options;
    const { request, operationId } = progress;
    const { method, urls, idempotencyKey } = request;
    let target = this.#baseUrls.choose(platform.now());
    for (;;) {
      progress.attempts += 1;
      const url = urls[target] ?? '';
      const start: AttemptStart = { operationId, method, url, attempt: progress.attempts, idempotencyKey };
      const headers = { ...request.headers, ...notify(hooks.onAttempt, start) };
      const startedAtMs = platform.now();
      const [settled] = await Promise.allSettled([attempt<T>(this.#options, { ...request, url, headers }, signal)]);
      const nowMs = platform.now();
      const ended = (status: number | undefined, failure?: unknown, next?: RetryDecision) =>
        notify(hooks.onAttemptEnd, { ...start, durationMs: nowMs - startedAtMs, status, failure, next });
      if (settled.status === 'fulfilled') {
        this.#baseUrls.answered(target);
        ended(settled.value.status);
        return settled.value;
      }
      const failure = settled.reason;
      progress.lastFailure = failure;
      if (failure instanceof ConnectionError) this.#baseUrls.suspect(target, nowMs);
      else if (!signal.aborted) this.#baseUrls.answered(target);
      const elsewhere = this.#baseUrls.choose(nowMs, target);
      const decided = signal.aborted ? undefined : decide(this.#options, progress, elsewhere !== target);
      const next = decided?.kind === 'retry' && !this.#budget.take() ? stop('budget') : decided;
      ended(statusOf(failure), failure, next);
      signal.throwIfAborted();
      if (next?.kind !== 'retry') throw failure;
      await sleep(platform, next.delayMs, signal);
      target = elsewhere;
    }
  }
}
