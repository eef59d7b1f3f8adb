import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { runBatchUntil } from '../../../runtime/queue/deadline.ts';

beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

/** What becomes of work that never ends, after so many milliseconds. */
async function ended(deadline: number, milliseconds: number) {
  const failures: unknown[] = [];
  let signal: AbortSignal | undefined;
  runBatchUntil(Date.now() + deadline, (given, overrun) => {
    signal = given;
    return overrun;
  }).catch((error) => failures.push(error));
  await jest.advanceTimersByTimeAsync(milliseconds);
  return { failures, aborted: signal?.aborted, reason: signal?.reason };
}

describe('work with a deadline', () => {
  it('goes on until then', async () => {
    expect(await ended(1000, 999)).toMatchObject({ failures: [], aborted: false });
  });

  it('fails then, and its signal ends with the same failure', async () => {
    const { failures, aborted, reason } = await ended(1000, 1000);

    expect(failures).toMatchObject([
      { reason: 'deadline-exceeded', message: 'The message could not be handled in time' },
    ]);
    expect([aborted, reason]).toEqual([true, failures[0]]);
  });

  it.each([0, -1])('fails at once when %i ms are left', async (deadline) => {
    expect((await ended(deadline, 0)).failures).toHaveLength(1);
  });

  it('leaves nothing behind when it ends before', async () => {
    await expect(runBatchUntil(Date.now() + 1000, async () => 'done')).resolves.toBe('done');

    expect(jest.getTimerCount()).toBe(0);
  });

  it('leaves nothing behind when it fails before', async () => {
    await expect(runBatchUntil(Date.now() + 1000, () => Promise.reject(new Error('no')))).rejects.toThrow('no');

    expect(jest.getTimerCount()).toBe(0);
  });
});
