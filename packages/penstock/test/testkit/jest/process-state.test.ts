import { tmpdir } from 'node:os';
import { afterEach, describe, expect, it } from '@jest/globals';
import { processState } from '../../../testkit/jest/process-state.ts';

const restore = processState();
afterEach(restore);

describe('what a test file changes of its process', () => {
  it.each([
    ['sets', () => Object.assign(process.env, { PENSTOCK_LEFT: 'here' })],
    ['removes', () => Reflect.deleteProperty(process.env, 'PATH')],
    [
      'replaces with all others',
      () => {
        process.env = {};
      },
    ],
  ])('is an environment variable that it %s: put back', (_, change) => {
    const { env } = process;
    const before = { ...env };

    change();
    restore();

    expect(process.env).toBe(env);
    expect({ ...process.env }).toEqual(before);
  });

  it('is the working directory: put back', () => {
    const before = process.cwd();

    process.chdir(tmpdir());
    restore();

    expect(process.cwd()).toBe(before);
  });

  it('is the exit code, or what exits: put back', () => {
    const { exit, exitCode } = process;

    process.exitCode = 1;
    process.exit = () => {
      throw new Error('exits');
    };
    restore();

    expect([process.exit, process.exitCode]).toEqual([exit, exitCode]);
  });

  it('is who listens to the process: what came is removed, what was there stays', () => {
    const before = () => {};
    process.on('SIGUSR2', before);
    const undo = processState();

    process.on('SIGUSR2', () => {}).once('penstock-left', () => {});
    undo();

    expect(process.rawListeners('SIGUSR2')).toEqual([before]);
    expect(process.listenerCount('penstock-left')).toBe(0);
  });

  it('is a global: put back, and a new one stays for the library that shares it', () => {
    const { fetch } = globalThis;
    const shared = Symbol.for('penstock.test.shared');

    globalThis.fetch = () => Promise.reject(new Error('none'));
    Object.assign(globalThis, { [shared]: 1 });
    restore();

    expect(globalThis.fetch).toBe(fetch);
    expect(Reflect.deleteProperty(globalThis, shared)).toBe(true);
  });
});
