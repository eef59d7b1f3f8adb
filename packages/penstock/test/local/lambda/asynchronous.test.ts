import { describe, expect, it } from '@jest/globals';
import type { Hop } from '../../../local/hops.ts';
import { createAsynchronousInvocations } from '../../../local/lambda/asynchronous.ts';
import type { InvocationResult } from '../../../local/lambda/service.ts';

const arn = 'arn:aws:lambda:eu-west-1:0:function:fn';
const error: InvocationResult = { kind: 'error', error: { errorType: 'Error', errorMessage: 'broken' } };
const done: InvocationResult = { kind: 'result', payload: null };
const throttled: InvocationResult = { kind: 'throttled' };

/** What becomes of an event whose invocations end so, the last again and again. */
async function invoked(results: readonly InvocationResult[], most = 10) {
  const hops: Hop[] = [];
  const closing = new AbortController();
  let count = 0;
  const lambda = {
    has: () => true,
    invoke: async () => {
      if (++count === most) closing.abort();
      return results[Math.min(count, results.length) - 1] ?? done;
    },
  };
  const functions = createAsynchronousInvocations(
    () => lambda,
    (hop) => hops.push(hop),
    [1, 1],
  );
  return { ended: await functions.invoke(arn, {}, closing.signal), hops, count };
}

describe('an asynchronous invocation', () => {
  it.each([
    ['once where it succeeds', [done], 1],
    ['again after a failure', [error, done], 2],
    ['three times at the most', [error], 3],
    ['again where there is no room, beside the retries', [throttled, throttled, throttled, error, error, done], 6],
    ['once where the event is too large', [{ kind: 'too-large' } as const], 1],
  ])('is made %s', async (_, results, times) => {
    const { count, ended } = await invoked(results);

    expect([count, ended]).toEqual([times, true]);
  });

  it('tells who lost the event in the end, and why', async () => {
    const { hops } = await invoked([error]);

    expect(hops.at(-1)).toEqual({ from: 'function fn', to: 'nowhere', what: 'event, after 2 retries: broken' });
  });

  it('is interrupted between two attempts', async () => {
    const { count, ended } = await invoked([throttled], 4);

    expect([count, ended]).toEqual([4, false]);
  });
});
