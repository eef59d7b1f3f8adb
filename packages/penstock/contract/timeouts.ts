import type { TimeoutChain } from './model.ts';

/** Seconds: API Gateway ends an integration after 29, and the function needs one more than the gateway waits. */
export const maxTimeout = 28;

/** Seconds that a stream may last: a function ends after 900, and it needs one more than the gateway waits. */
export const maxStreamTimeout = 899;

/** Seconds in which a stream has begun, or is refused. */
const streamOpening = 3;

/** Milliseconds between the function's deadline and the gateway's patience: time for the answer to travel. */
export const answerMargin = 200;

/** Milliseconds: the most that the SDK may wait before it asks a dependency again. */
export const maxBackoff = 100;

/**
 * Derives who gives up when from an operation's timeout in seconds, innermost first: all attempts at a dependency
 * with the waits between them fit the deadline, the function answers before the gateway gives up, and the gateway
 * before Lambda ends the function (so a late answer is a 504 of the gateway, never its 502).
 */
export function timeoutChain(timeout: number): TimeoutChain {
  const integration = timeout * 1000;
  const deadline = integration - answerMargin;
  const attempts = timeout >= 2 ? 3 : 2;
  const attemptTimeout = Math.floor((deadline - maxBackoff * (attempts - 1)) / attempts);
  return { attempts, attemptTimeout, deadline, integration, function: timeout + 1 };
}

/**
 * The chain of a stream: until it has begun it keeps the time of a short operation, so that a refusal is as quick as any
 * other; then it lasts as long as its timeout says. What it asks of dependencies meanwhile has the time of a short one too.
 */
export function streamTimeoutChain(timeout: number): TimeoutChain {
  const { attempts, attemptTimeout, deadline } = timeoutChain(Math.min(timeout, streamOpening));
  const { integration, function: ends } = timeoutChain(timeout);
  return { attempts, attemptTimeout, deadline, stream: integration - answerMargin, integration, function: ends };
}
