import { ModernFakeTimers } from '@jest/fake-timers';
import { expect } from 'expect';
import { fn, spyOn } from 'jest-mock';
import type { Suite } from './suite.ts';

/** What `@jest/globals` gives to a test file, here of one suite; what is not here a file that is to be run must not use. */
export function jestGlobals({ globals }: Suite) {
  const timers = new ModernFakeTimers({
    config: { fakeTimers: {}, rootDir: process.cwd() } as never,
    global: globalThis,
  });
  const jest = {
    fn,
    spyOn,
    useFakeTimers: (options?: object) => timers.useFakeTimers(options as never),
    useRealTimers: () => timers.useRealTimers(),
    getTimerCount: () => timers.getTimerCount(),
    advanceTimersByTimeAsync: (milliseconds: number) => timers.advanceTimersByTimeAsync(milliseconds),
    setSystemTime: (now: number | Date) => timers.setSystemTime(now),
  };
  return { module: { ...globals, test: globals.it, expect, jest }, dispose: () => timers.useRealTimers() };
}
