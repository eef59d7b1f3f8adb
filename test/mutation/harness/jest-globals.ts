import { ModernFakeTimers } from '@jest/fake-timers';
import { expect } from 'expect';
import { ModuleMocker } from 'jest-mock';
import type { Suite } from './suite.ts';

const timerMethods = [
  'useFakeTimers',
  'useRealTimers',
  'advanceTimersByTime',
  'advanceTimersByTimeAsync',
  'runAllTimers',
  'runAllTimersAsync',
  'getTimerCount',
  'setSystemTime',
] as const;
const mockMethods = ['fn', 'spyOn', 'replaceProperty', 'restoreAllMocks', 'clearAllMocks', 'resetAllMocks'] as const;

/** What `@jest/globals` gives to a test file, here of one suite; what is not here a file that is to be run must not use. */
export function jestGlobals({ globals }: Suite) {
  const config = { fakeTimers: {}, rootDir: process.cwd() } as never;
  const timers = new ModernFakeTimers({ config, global: globalThis });
  const mocker = new ModuleMocker(globalThis);
  const jest = { ...bound(timers, timerMethods), ...bound(mocker, mockMethods) };
  return {
    module: { ...globals, test: globals.it, expect, jest },
    dispose: () => {
      timers.useRealTimers();
      mocker.restoreAllMocks();
    },
  };
}

/** Methods that know what they are of, wherever they are put. */
function bound<Of extends object, Name extends keyof Of>(of: Of, names: readonly Name[]): Pick<Of, Name> {
  const methods = names.map((name) => [name, (of[name] as (...args: never) => unknown).bind(of)]);
  return Object.fromEntries(methods) as Pick<Of, Name>;
}
