import type { ClientHooks } from './hooks.ts';
import { mistake } from './mistake.ts';
import { hostPlatform, type Platform } from './platform.ts';
import { defaultRetryBudget, type RetryBudgetOptions } from './retry-budget.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.ts';

/** Gives the bearer token of each attempt; `refresh` asks for another than the one that was just refused. */
export type TokenProvider = (request: {
  readonly refresh: boolean;
  readonly signal: AbortSignal;
}) => string | Promise<string>;

export interface ClientOptions {
  /**
   * `https://api.example.com`, with a path where the API has one; plain HTTP to this machine only. Of several the first
   * that answers is called: a call that one of them did not answer goes on to the next, under the same Idempotency-Key.
   */
  readonly baseUrl: string | readonly string[];
  /** A bearer token, or what gives one. */
  readonly token?: string | TokenProvider;
  /** Sent with every call. */
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * Milliseconds that a call may take, with all its attempts and waits.
   *
   * @default 30000
   */
  readonly deadlineMs?: number;
  /**
   * Milliseconds that one attempt may take.
   *
   * @default 10000
   */
  readonly attemptTimeoutMs?: number;
  readonly retry?: Partial<RetryPolicy>;
  /** What all calls of the client together may try again. */
  readonly retryBudget?: Partial<RetryBudgetOptions>;
  /** For logs, metrics and traces. */
  readonly hooks?: ClientHooks;
  /** What the client takes from its host; for tests. */
  readonly platform?: Partial<Platform>;
}

/** Options with everything in them that has a default. */
export interface CheckedOptions {
  readonly baseUrls: readonly URL[];
  readonly token: TokenProvider | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  readonly attemptTimeoutMs: number;
  readonly retry: RetryPolicy;
  readonly retryBudget: RetryBudgetOptions;
  readonly hooks: ClientHooks;
  readonly platform: Platform;
}

/** The longest that a timer of JavaScript can take: a longer one fires at once. */
const longestTimerMs = 2_147_483_647;

/** @throws TypeError with every mistake, each with what was received and expected */
export function checkOptions(options: ClientOptions): CheckedOptions {
  const { baseUrl, token, headers = {}, deadlineMs = 30_000, attemptTimeoutMs = 10_000 } = options;
  const retry = { ...defaultRetryPolicy, ...options.retry };
  const retryBudget = { ...defaultRetryBudget, ...options.retryBudget };
  const urls = [baseUrl].flat();
  const limits: readonly Limits[] = [
    ['deadlineMs', deadlineMs, 1, longestTimerMs],
    ['attemptTimeoutMs', attemptTimeoutMs, 1, longestTimerMs],
    ['retry.maximumAttempts', retry.maximumAttempts, 1, 100],
    ['retry.initialIntervalMs', retry.initialIntervalMs, 0, longestTimerMs],
    ['retry.maximumIntervalMs', retry.maximumIntervalMs, 0, longestTimerMs],
    ['retryBudget.capacity', retryBudget.capacity, 0, 1_000_000],
    ['retryBudget.perSuccess', retryBudget.perSuccess, 0, 1, true],
  ];
  const mistakes = [
    ...(urls.length === 0 ? ['baseUrl: received none, expected one or more'] : urls.flatMap(mistakesInUrl)),
    ...limits.flatMap(mistakesInNumber),
  ];
  if (mistakes.length > 0) throw new TypeError(`The client cannot take its options:\n  ${mistakes.join('\n  ')}`);
  return {
    baseUrls: urls.map((url) => new URL(url)),
    token: typeof token === 'string' ? () => token : token,
    headers,
    deadlineMs,
    attemptTimeoutMs,
    retry,
    retryBudget,
    hooks: options.hooks ?? {},
    platform: { ...hostPlatform, ...options.platform },
  };
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A token goes over TLS, or does not leave the machine (RFC 6750, 5.3). */
function mistakesInUrl(value: string): readonly string[] {
  if (!URL.canParse(value)) return [mistake('baseUrl', value, 'an absolute URL')];
  const { protocol, hostname, username, password, search, hash, origin } = new URL(value);
  const isPrivate = protocol === 'https:' || (protocol === 'http:' && loopback.test(hostname));
  return [
    ...(isPrivate ? [] : [`baseUrl: received ${origin}, expected https, or http to this machine`]),
    ...(username + password + search + hash === '' ? [] : ['baseUrl: expected no user, query or fragment in it']),
  ];
}

type Limits = readonly [name: string, value: number, least: number, most: number, mayBePart?: boolean];

const mistakesInNumber = ([name, value, least, most, mayBePart = false]: Limits): readonly string[] =>
  (mayBePart || Number.isInteger(value)) && value >= least && value <= most
    ? []
    : [mistake(name, value, `a ${mayBePart ? '' : 'whole '}number of ${least} to ${most}`)];
