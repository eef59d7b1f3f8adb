import { setImmediate as nextTurn } from 'node:timers/promises';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import * as readable from '../../../testkit/jest/readable-stack.ts';
import * as helper from './fixtures/helper.ts';

afterEach(() => {
  jest.useRealTimers();
});

describe('a test file in its worker', () => {
  it('has helpers of its own, with the words of the file that runs', () => {
    expect(helper.url).toMatch(/fixtures\/helper\.ts\?tests-of=\d+$/);
    expect(jest.isMockFunction(helper.spy())).toBe(true);
  });

  it("has the realm of Node's own objects and errors", async () => {
    const response = new Response('[]');

    expect(await response.json()).toBeInstanceOf(Array);
    expect(() => new URL('none')).toThrow(TypeError);
  });

  it("has stacks as Node writes them: Jest's cost a synth a twentieth more", () => {
    expect(Error).not.toHaveProperty('prepareStackTrace');
    expect(Error.stackTraceLimit).toBeLessThan(100);
  });

  it("has Node's own next tick beside fake timers", async () => {
    jest.useFakeTimers();
    const ticked = jest.fn();

    process.nextTick(ticked);
    await nextTurn();

    expect(ticked).toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('the stack of a failure', () => {
  it('names files as an editor opens them', () => {
    const error = new Error('why');
    error.stack =
      'Error: why\n    at file:///app/test/x.test.ts?tests-of=12:3:4\n    at y (file:///app/lib/y.ts?all-of=12:5:6)';

    readable.readableStack(error);

    expect(error.stack).toBe('Error: why\n    at /app/test/x.test.ts:3:4\n    at y (/app/lib/y.ts:5:6)');
  });

  it('is left where there is none', () => {
    expect(() => readable.readableStack('thrown')).not.toThrow();
  });
});
