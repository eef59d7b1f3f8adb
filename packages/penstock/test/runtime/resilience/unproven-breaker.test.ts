import { describe, expect, it } from '@jest/globals';
import { CircuitState } from 'cockatiel';
import { unprovenBreaker } from '../../../runtime/resilience/unproven-breaker.ts';

describe('a breaker of a process that has just started', () => {
  it('opens at the first failure, until a call has succeeded', () => {
    const breaker = unprovenBreaker(3);

    expect(breaker.failure(CircuitState.Closed)).toBe(true);
    breaker.success(CircuitState.Closed);
    expect([1, 2, 3].map(() => breaker.failure(CircuitState.Closed))).toEqual([false, false, true]);
  });

  it('counts again from a success', () => {
    const breaker = unprovenBreaker(2);
    breaker.success(CircuitState.Closed);
    breaker.failure(CircuitState.Closed);
    breaker.success(CircuitState.Closed);

    expect(breaker.failure(CircuitState.Closed)).toBe(false);
  });

  it('can be told how many failures it has seen, as it says', () => {
    const [one, other] = [unprovenBreaker(2), unprovenBreaker(2)];
    one.success(CircuitState.Closed);
    other.success(CircuitState.Closed);
    one.failure(CircuitState.Closed);

    other.state = one.state;

    expect(other.failure(CircuitState.Closed)).toBe(true);
  });
});
