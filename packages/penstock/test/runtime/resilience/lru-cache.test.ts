import { describe, expect, it, jest } from '@jest/globals';
import { lruCache } from '../../../runtime/resilience/lru-cache.ts';

describe('values by key', () => {
  it('are made once each', () => {
    const make = jest.fn((key: string) => ({ key }));
    const take = lruCache(make, 2);

    expect(take('a')).toBe(take('a'));
    expect(take('b')).not.toBe(take('a'));
    expect(make).toHaveBeenCalledTimes(2);
  });

  it('forget the one that was not used for longest', () => {
    const make = jest.fn((key: string) => ({ key }));
    const take = lruCache(make, 2);
    for (const key of ['a', 'b', 'a', 'c', 'a']) take(key);

    take('b');

    expect(make.mock.calls.map(([key]) => key)).toEqual(['a', 'b', 'c', 'b']);
  });
});
