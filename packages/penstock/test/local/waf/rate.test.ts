import { describe, expect, it } from '@jest/globals';
import { rateCounter } from '../../../local/waf/rate.ts';

function counter(limit: number, windowSeconds: number) {
  let time = 0;
  const isOver = rateCounter({ limit, windowSeconds }, () => time);
  return {
    isOver,
    wait: (seconds: number) => {
      time += seconds * 1000;
    },
    /** How many of so many requests are let through. */
    passed: (count: number, address = 'a') =>
      Array.from({ length: count }, () => isOver(address)).filter((is) => !is).length,
  };
}

describe('the rate of an address', () => {
  it('lets its limit through, and no more', () => {
    expect(counter(10, 60).passed(12)).toBe(10);
  });

  it('is its own', () => {
    const { passed } = counter(10, 60);

    expect([passed(12, 'a'), passed(12, 'b')]).toEqual([10, 10]);
  });

  it.each([60, 120, 300, 600])('is counted over the %d s before each request', (windowSeconds) => {
    const { passed, wait } = counter(10, windowSeconds);
    passed(10);
    wait(windowSeconds - 10);
    expect(passed(1)).toBe(0);
    wait(10);
    expect(passed(10)).toBe(9);
  });

  it.each([
    ['stays out who goes on above it', 2, 0],
    ['is let in who slows down', 1, 1],
  ])('counts what is refused as well: %s', (_, each, expected) => {
    const { passed, wait } = counter(10, 60);
    passed(10);
    const rounds = Array.from({ length: 12 }, () => {
      wait(10);
      return passed(each);
    });

    expect(rounds).toEqual(rounds.map((_, round) => (round < 5 ? 0 : expected)));
  });

  it('forgets the address that was silent longest when there are ten thousand others', () => {
    const { isOver } = counter(1, 60);
    isOver('a');
    isOver('b');
    for (let other = 0; other < 9_999; other++) isOver(`other-${other}`);

    expect([isOver('b'), isOver('a')]).toEqual([true, false]);
  });
});
