import { hostPlatform, type Platform } from './platform.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.ts';

/** Gives the bearer token of each attempt; `refresh` asks for another than the one that was just refused. */
export type TokenProvider = (request: {
  readonly refresh: boolean;
  readonly signal: AbortSignal;
}) => string | Promise<string>;

export interface ClientOptions {
  /** `https://api.example.com`, with a path where the API has one; plain HTTP to this machine only. */
  readonly baseUrl: string;
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
  /** What the client takes from its host; for tests. */
  readonly platform?: Partial<Platform>;
}

/** Options with everything in them that has a default. */
export interface CheckedOptions {
  readonly baseUrl: URL;
  readonly token: TokenProvider | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly deadlineMs: number;
  readonly attemptTimeoutMs: number;
  readonly retry: RetryPolicy;
  readonly platform: Platform;
}

/** The longest that a timer of JavaScript can take: a longer one fires at once. */
const longestTimerMs = 2_147_483_647;

/** @throws TypeError with every mistake, each with what was received and expected */
export function checkOptions(options: ClientOptions): CheckedOptions {
  const { baseUrl, token, headers = {}, deadlineMs = 30_000, attemptTimeoutMs = 10_000 } = options;
  const retry = { ...defaultRetryPolicy, ...options.retry };
  const mistakes = [
    ...mistakesInUrl(baseUrl),
    ...notWithin('deadlineMs', deadlineMs, 1, longestTimerMs),
    ...notWithin('attemptTimeoutMs', attemptTimeoutMs, 1, longestTimerMs),
    ...notWithin('retry.maximumAttempts', retry.maximumAttempts, 1, 100),
    ...notWithin('retry.initialIntervalMs', retry.initialIntervalMs, 0, longestTimerMs),
    ...notWithin('retry.maximumIntervalMs', retry.maximumIntervalMs, 0, longestTimerMs),
  ];
  if (mistakes.length > 0) throw new TypeError(`The client cannot take its options:\n  ${mistakes.join('\n  ')}`);
  return {
    baseUrl: new URL(baseUrl),
    token: typeof token === 'string' ? () => token : token,
    headers,
    deadlineMs,
    attemptTimeoutMs,
    retry,
    platform: { ...hostPlatform, ...options.platform },
  };
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** A token goes over TLS, or does not leave the machine (RFC 6750, 5.3). */
function mistakesInUrl(value: string): readonly string[] {
  const url = URL.parse(value);
  if (url === null) return [`baseUrl: received ${JSON.stringify(value)}, expected an absolute URL`];
  const isPrivate = url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname));
  const isPlain = url.username === '' && url.password === '' && url.search === '' && url.hash === '';
  return [
    ...(isPrivate ? [] : [`baseUrl: received ${url.origin}, expected https, or http to this machine`]),
    ...(isPlain ? [] : ['baseUrl: expected no user, query or fragment in it']),
  ];
}

const notWithin = (name: string, value: number, least: number, most: number): readonly string[] =>
  Number.isInteger(value) && value >= least && value <= most
    ? []
    : [`${name}: received ${JSON.stringify(value)}, expected a whole number of ${least} to ${most}`];
