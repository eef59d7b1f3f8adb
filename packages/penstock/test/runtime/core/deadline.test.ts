import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { run } from '../run-operation.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** A run of work that never ends: whether it was answered after so many milliseconds, and whether it was aborted. */
async function hanging(deadline: number, remaining: number, milliseconds: number) {
  let signal: AbortSignal | undefined;
  let status: number | undefined;
  run({
    contract: { deadline, attemptTimeout: 100 },
    remaining,
    handle: (request) => {
      signal = request.signal;
      return new Promise(() => {});
    },
  }).then((answer) => {
    status = answer.status;
  });
  await jest.advanceTimersByTimeAsync(milliseconds);
  return { status, aborted: signal?.aborted, reason: signal?.reason };
}

describe('an operation that hangs', () => {
  it.each([
    ['the contract’s deadline', 1000, 4000, 1000],
    ['50 ms before Lambda ends it, when that is less', 10_000, 4000, 3950],
  ])('goes on until %s, and is answered and aborted then', async (_case, deadline, remaining, at) => {
    expect(await hanging(deadline, remaining, at - 1)).toMatchObject({ status: undefined, aborted: false });
    expect(await hanging(deadline, remaining, at)).toMatchObject({
      status: 504,
      aborted: true,
      reason: {
        code: 'deadline-exceeded',
        message: 'doThing could not finish in time. Whether it took effect is not known; send it again.',
      },
    });
  });

  it('is answered whatever its work does after that', async () => {
    const late = run({
      contract: { deadline: 1000 },
      handle: ({ signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => setTimeout(() => reject(new Error('too late')), 10));
        }),
    });
    await jest.advanceTimersByTimeAsync(2000);

    expect(await late).toMatchObject({ status: 504 });
  });

  it('leaves no timer behind when it ends', async () => {
    await run();

    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('an operation for which there is little time', () => {
  it.each([
    ['just one attempt', 150, 200],
    ['less than one attempt', 149, 504],
  ])('with %s left is begun or refused', async (_case, remaining, status) => {
    const result = await run({ contract: { attemptTimeout: 100 }, remaining });

    expect([result.status, result.seen !== undefined]).toEqual([status, status === 200]);
  });

  it.each([
    [100, 200],
    [99, 504],
    [0, 504],
  ])('with a deadline of %i ms is begun or refused (%i)', async (deadline, status) => {
    expect((await run({ contract: { deadline, attemptTimeout: 100 } })).status).toBe(status);
  });

  it('is ended at once where an attempt takes no time, and none is left', async () => {
    const late = run({ contract: { deadline: 0, attemptTimeout: 0 }, handle: () => new Promise(() => {}) });
    await jest.advanceTimersByTimeAsync(0);

    expect(await late).toMatchObject({ status: 504 });
  });
});
