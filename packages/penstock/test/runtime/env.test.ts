import { describe, expect, it } from '@jest/globals';
import { readEnvironment } from '../../runtime/env.ts';
import { lazy } from '../../runtime/lazy.ts';

describe('the environment', () => {
  it('gives what was asked for and nothing else', () => {
    expect(readEnvironment(['A', 'B'], { A: '1', B: '2', C: '3' })).toEqual({ A: '1', B: '2' });
  });

  it('fails with every missing variable by its name', () => {
    expect(() => readEnvironment(['A', 'B', 'C'], { B: '2', C: '' })).toThrow('Missing environment variables: A, C');
    expect(() => readEnvironment(['A'], {})).toThrow('Missing environment variables: A');
  });
});

describe('once', () => {
  it('makes a value once, and not before it is asked for', () => {
    let made = 0;
    const value = lazy(() => {
      made += 1;
      return made;
    });

    expect(made).toBe(0);
    expect([value(), value(), made]).toEqual([1, 1, 1]);
  });

  it('keeps undefined too, but no failure', () => {
    let made = 0;
    const value = lazy(() => {
      made += 1;
      if (made === 1) throw new Error('not yet');
    });

    expect(value).toThrow('not yet');
    expect([value(), value(), made]).toEqual([undefined, undefined, 2]);
  });
});
