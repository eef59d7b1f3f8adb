import { describe, expect, it } from '@jest/globals';
import { boundedRetry } from '../../../runtime/aws/retry.ts';

type RetryError = NonNullable<Parameters<ReturnType<typeof boundedRetry>['refreshRetryTokenForRetry']>[1]['error']>;

describe('the wait between attempts', () => {
  const error = Object.assign(new Error('late'), { name: 'TimeoutError' }) as unknown as RetryError;

  it.each([
    [0, 0],
    [0.5, 50],
    [0.999_999, 99],
  ])('is full jitter under 100 ms (chance %p: %i ms), and ends with the attempts', async (chance, expected) => {
    const strategy = boundedRetry(4, () => chance);
    const delays: number[] = [];
    let token = await strategy.acquireInitialRetryToken('');
    expect([token.getRetryCount(), token.getRetryDelay()]).toEqual([0, 0]);
    for (let attempt = 1; attempt < 4; attempt += 1) {
      token = await strategy.refreshRetryTokenForRetry(token, { error, errorType: 'TRANSIENT' });
      delays.push(token.getRetryDelay());
    }

    expect(delays).toEqual([expected, expected, expected]);
    expect(token.getRetryCount()).toBe(3);
    await expect(strategy.refreshRetryTokenForRetry(token, { error, errorType: 'TRANSIENT' })).rejects.toThrow(
      'No retry token available',
    );
  });

  it('is not begun for what will not pass', async () => {
    const strategy = boundedRetry(9);
    const token = await strategy.acquireInitialRetryToken('');
    const denied = Object.assign(new Error('no'), { name: 'AccessDeniedException' }) as unknown as RetryError;

    await expect(
      strategy.refreshRetryTokenForRetry(token, { error: denied, errorType: 'CLIENT_ERROR' }),
    ).rejects.toThrow('No retry token available');
  });
});
