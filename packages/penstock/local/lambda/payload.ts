import type { Outcome } from './process.ts';

/**
 * Bytes of JSON that an invocation takes.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 */
export const requestLimit = 6 * 1024 * 1024;
/** Bytes of JSON that a function answers at the most; Lambda's own message names the hundred over 6 MiB. */
const responseLimit = 6_291_556;

export function sizeOf(payload: unknown): number {
  return Buffer.byteLength(JSON.stringify(payload) ?? '');
}

/** An answer over the limit is the function's error, whatever it did before. */
export function withinLimit(outcome: Outcome): Outcome {
  const size = outcome.kind === 'result' ? sizeOf(outcome.payload) : 0;
  if (size <= responseLimit) return outcome;
  const errorMessage = `Response payload size (${size} bytes) exceeded maximum allowed payload size (${responseLimit} bytes).`;
  return { kind: 'error', error: { errorType: 'Function.ResponseSizeTooLarge', errorMessage } };
}
