import { existsSync, writeFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { createConcurrency } from '../../../local/lambda/concurrency.ts';
import type { FunctionDefinition } from '../../../local/lambda/definition.ts';
import { functionEnvironment } from '../../../local/lambda/environment.ts';
import { Pool } from '../../../local/lambda/pool.ts';
import { type FunctionProcess, type LoadError, startProcess } from '../../../local/lambda/process.ts';
import { eventually } from '../fixtures/eventually.ts';
import { functionNamed } from '../fixtures/function.ts';

const open: Pool[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((pool) => pool.close()));
});

interface Setup {
  readonly size?: number;
  readonly timeout?: number;
  readonly memory?: number;
  readonly file?: string;
  readonly idle?: number;
  readonly runtime?: string;
}

async function poolOf(source: string, setup: Setup = {}) {
  const { size = 1, timeout = 5, memory = 128, file = 'index.cjs', idle, runtime = 'nodejs24.x' } = setup;
  const code = await mkdtemp(join(tmpdir(), 'penstock-fn-'));
  await writeFile(join(code, file), source);
  const fn: FunctionDefinition = {
    name: 'fn',
    arn: 'arn:aws:lambda:eu-west-1:000000000000:function:fn',
    region: 'eu-west-1',
    code,
    runtime,
    handler: 'index.handler',
    memory,
    timeout,
    environment: { OWN: 'yes' },
    logGroup: '/aws/lambda/fn',
    logFormat: 'JSON',
    tracing: false,
    role: { name: 'r', arn: 'r', trusts: [], statements: [] },
  };
  const env = functionEnvironment(fn, { endpoint: 'http://e', xrayDaemon: '127.0.0.1:1', accessKeyId: 'key' });
  const lines: string[] = [];
  const pool = new Pool(fn, size, (limit) => startProcess(fn, env, (line) => lines.push(line), limit), idle);
  open.push(pool);
  const invoke = (event: unknown, started?: () => void) =>
    pool.invoke({ requestId: 'id', arn: `${fn.arn}:live`, event, trace: 'Root=1-x' }, started);
  return { pool, invoke, lines, code };
}

const byEvent = `exports.handler = async (event) => {
  if (event === 'exit') process.exit(7);
  if (event === 'hang') for (;;);
  if (event === 'leak') { const all = []; for (;;) all.push(new Array(1e5).fill(Math.random())); }
  return process.pid;
};`;

describe('a pool of processes', () => {
  it('uses a warm process again', async () => {
    const { invoke } = await poolOf('let n = 0; exports.handler = async () => ++n;');

    expect([await invoke(1), await invoke(2)]).toEqual([
      { kind: 'result', payload: 1 },
      { kind: 'result', payload: 2 },
    ]);
  });

  it('is drained, for all who wait for it, once what it was given has its outcome', async () => {
    const { pool, invoke } = await poolOf(
      'exports.handler = async (wait) => new Promise((done) => setTimeout(done, wait));',
    );
    const order: string[] = [];
    const working = [invoke(100), invoke(50)].map((outcome) => outcome.then(() => order.push('outcome')));
    await Promise.all([pool.drain(30_000), pool.drain(30_000)]);
    order.push('drained');
    await Promise.all(working);

    expect(order).toEqual(['outcome', 'outcome', 'drained']);
    await pool.drain(30_000);
  });

  it('waits no longer for what it was given than it may', async () => {
    const { pool, invoke } = await poolOf('exports.handler = () => new Promise(() => {});');
    const outcome = invoke(0);
    await pool.drain(20);
    await pool.close();

    expect((await outcome).kind).toBe('error');
  });

  it('gives a process one invocation at a time and has no more processes than its size', async () => {
    const { invoke } = await poolOf(
      `let busy = 0;
       exports.handler = async () => {
         busy++; const together = busy;
         await new Promise((done) => setTimeout(done, 20));
         busy--; return { together, pid: process.pid };
       };`,
      { size: 2 },
    );
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => invoke(0)));
    const payloads = outcomes.map((outcome) => (outcome.kind === 'result' ? outcome.payload : outcome.error));

    expect(payloads).toEqual(Array.from({ length: 10 }, () => ({ together: 1, pid: expect.any(Number) })));
    expect(new Set(payloads.map((payload) => JSON.stringify(payload))).size).toBe(2);
  });

  it('starts no further process for a burst that one can handle', async () => {
    const { pool, invoke } = await poolOf('exports.handler = async () => process.pid;', { size: 10 });
    await pool.warm();
    // However long a busy machine takes for the burst: the pool's patience never ends.
    jest.useFakeTimers({
      doNotFake: ['Date', 'hrtime', 'nextTick', 'queueMicrotask', 'setImmediate', 'clearImmediate'],
    });
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => invoke(0))).finally(() => jest.useRealTimers());

    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome))).size).toBe(1);
    expect(pool.processes).toBe(1);
  });

  it('ends processes that have nothing to do, down to a few', async () => {
    const source = 'exports.handler = () => new Promise((done) => setTimeout(done, 600, process.pid));';
    const { invoke } = await poolOf(source, { size: 8, idle: 1000 });
    const pids = async () => {
      const outcomes = await Promise.all(Array.from({ length: 8 }, () => invoke(0)));
      return new Set(outcomes.map((outcome) => (outcome.kind === 'result' ? Number(outcome.payload) : 0)));
    };
    const used = await pids();
    const alive = () =>
      [...used].filter((pid) => {
        try {
          return process.kill(pid, 0);
        } catch {
          return false;
        }
      });

    expect(used.size).toBeGreaterThan(4);
    await eventually(alive, (left) => left.length === 4);
  });

  it('starts an invocation only when a process takes it', async () => {
    const { invoke } = await poolOf('exports.handler = () => new Promise((done) => setTimeout(done, 50, 1));');
    const order: string[] = [];
    const first = invoke(0, () => order.push('first starts')).then(() => order.push('first ends'));
    const second = invoke(0, () => order.push('second starts'));
    await Promise.all([first, second]);

    expect(order.indexOf('second starts')).toBeGreaterThan(order.indexOf('first starts'));
    expect(order).toContain('first ends');
  });

  it("starts the clock of an invocation's caller when a further process begins to load for it", async () => {
    const { invoke, code } = await poolOf(
      `const { existsSync, writeFileSync } = require('node:fs');
       const wait = () => { while (!existsSync('clock-runs')) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5); };
       if (existsSync('loaded')) wait();
       writeFileSync('loaded', '');
       exports.handler = async () => { wait(); return 1; };`,
      { size: 2 },
    );
    const first = invoke(0);
    const second = invoke(0, () => writeFileSync(join(code, 'clock-runs'), ''));

    expect(await Promise.all([first, second])).toEqual(Array(2).fill({ kind: 'result', payload: 1 }));
  });

  it("loads its first process in nobody's time", async () => {
    const { invoke, code } = await poolOf(
      "require('node:fs').writeFileSync('loaded', ''); exports.handler = async () => 1;",
    );
    let isLoaded: boolean | undefined;
    const outcome = await invoke(0, () => {
      isLoaded = existsSync(join(code, 'loaded'));
    });

    expect([outcome, isLoaded]).toEqual([{ kind: 'result', payload: 1 }, true]);
  });

  it('fails what takes longer than the timeout as AWS says it, and goes on with a new process', async () => {
    const { invoke } = await poolOf(byEvent, { timeout: 1 });
    const late = await invoke('hang');

    expect(late).toMatchObject({
      kind: 'error',
      error: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringMatching(/ id Task timed out after 1\.00 seconds$/),
      },
    });
    expect(await invoke('pid')).toMatchObject({ kind: 'result' });
  });

  it('fails an invocation whose process ends, and goes on with a new one', async () => {
    const { invoke } = await poolOf(byEvent);

    expect(await invoke('exit')).toEqual({
      kind: 'error',
      error: { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with error: exit status 7' },
    });
    expect(await invoke('pid')).toMatchObject({ kind: 'result' });
  });

  it('fails an invocation that uses more memory than the template gives', async () => {
    const { invoke } = await poolOf(byEvent, { memory: 32, timeout: 20 });

    expect(await invoke('leak')).toMatchObject({ kind: 'error', error: { errorType: 'Runtime.OutOfMemory' } });
    expect(await invoke('pid')).toMatchObject({ kind: 'result' });
  });

  it.each([
    ['an import that is missing', "require('no-such-module');", 'Error', 'no-such-module'],
    [
      'no export of the name',
      'exports.other = () => {};',
      'Runtime.HandlerNotFound',
      'exports no function named handler',
    ],
    [
      'a callback',
      'exports.handler = (event, context, callback) => {};',
      'Runtime.CallbackHandlerDeprecated',
      'async handlers only',
    ],
  ])('fails to load a handler with %s', async (_, source, type, message) => {
    const { pool } = await poolOf(source);
    const error = await pool.warm();

    expect(error?.errorType).toBe(type);
    expect(error?.errorMessage).toContain(message);
  });

  it.each([
    [
      'a callback',
      'exports.handler = (event, context, callback) => callback(null, event + 1);',
      { kind: 'result', payload: 2 },
    ],
    [
      'a callback that fails',
      "exports.handler = (event, context, callback) => callback(new Error('no'));",
      { kind: 'error', error: { errorType: 'Error', errorMessage: 'no' } },
    ],
    ['a promise', 'exports.handler = async (event) => event + 1;', { kind: 'result', payload: 2 }],
    [
      'nothing of what is returned otherwise',
      'exports.handler = (event) => event + 1;',
      { kind: 'result', payload: null },
    ],
  ])('answers with %s up to nodejs22.x', async (_, source, expected) => {
    const { invoke } = await poolOf(source, { runtime: 'nodejs22.x' });

    expect(await invoke(1)).toEqual(expected);
  });

  it.each([
    [
      'index.cjs',
      "const { SQSClient } = require('@aws-sdk/client-sqs'); exports.handler = async () => typeof SQSClient;",
    ],
    [
      'index.mjs',
      "import { SQSClient } from '@aws-sdk/client-sqs'; export const handler = async () => typeof SQSClient;",
    ],
    [
      'index.mjs',
      "const { SQSClient } = await import('@aws-sdk/client-sqs'); export const handler = async () => typeof SQSClient;",
    ],
  ])('finds the AWS SDK beside its bundle, as in Lambda: %s', async (file, source) => {
    const { invoke } = await poolOf(source, { file });

    expect(await invoke(0)).toEqual({ kind: 'result', payload: 'function' });
  });

  it('says which client of the SDK this machine lacks', async () => {
    const { pool } = await poolOf("require('@aws-sdk/client-braket');");

    expect(await pool.warm()).toMatchObject({
      errorType: 'Runtime.ImportModuleError',
      errorMessage:
        'Lambda has @aws-sdk/client-braket, this machine has not: npm install --save-dev @aws-sdk/client-braket',
    });
  });

  it('fails to load a bundle without the file', async () => {
    const { pool, invoke } = await poolOf('', { file: 'other.cjs' });

    expect(await pool.warm()).toMatchObject({ errorType: 'Runtime.ImportModuleError' });
    expect(await invoke(0)).toMatchObject({ kind: 'error', error: { errorType: 'Runtime.ImportModuleError' } });
  });

  it("gives a function its own environment, the runtime's, and nothing of this machine", async () => {
    process.env.SECRET_OF_THE_MACHINE = 'x';
    const { invoke } = await poolOf('exports.handler = async () => process.env;');
    const outcome = await invoke(0);
    const names = Object.keys(outcome.kind === 'result' ? (outcome.payload as object) : {});

    expect(names).toContain('OWN');
    expect(names).not.toContain('HOME');
    expect(names).not.toContain('SECRET_OF_THE_MACHINE');
    expect(names.filter((name) => !/^(AWS|LAMBDA|_)|^(OWN|LANG|PATH|TZ)$/.test(name))).toEqual([]);
  });

  it('gives a function a whole context', async () => {
    const { invoke } = await poolOf(
      `exports.handler = async (event, context) =>
         ({ ...context, left: context.getRemainingTimeInMillis(), trace: process.env._X_AMZN_TRACE_ID });`,
    );

    expect(await invoke(0)).toEqual({
      kind: 'result',
      payload: {
        awsRequestId: 'id',
        callbackWaitsForEmptyEventLoop: true,
        functionName: 'fn',
        functionVersion: '1',
        invokedFunctionArn: 'arn:aws:lambda:eu-west-1:000000000000:function:fn:live',
        left: expect.any(Number),
        logGroupName: '/aws/lambda/fn',
        logStreamName: 'local',
        memoryLimitInMB: '128',
        trace: 'Root=1-x',
      },
    });
  });

  it('writes what a function prints, and its errors with their place, to the log', async () => {
    const { invoke, lines } = await poolOf(
      "exports.handler = async () => { console.log('said'); throw new TypeError('bad'); };",
    );

    expect(await invoke(0)).toEqual({ kind: 'error', error: { errorType: 'TypeError', errorMessage: 'bad' } });
    await eventually(
      () => lines,
      (written) => written.length > 1,
    );
    expect(lines[0]).toBe('said');
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({
      level: 'ERROR',
      requestId: 'id',
      message: { errorType: 'TypeError' },
    });
  });

  it('fails those who wait when it closes', async () => {
    const { pool, invoke } = await poolOf('exports.handler = () => new Promise(() => {});');
    const { promise: begun, resolve } = Promise.withResolvers<void>();
    const waiting = [invoke(0, resolve), invoke(0)];
    await begun;
    await pool.close();

    expect((await Promise.all(waiting)).map(({ kind }) => kind)).toEqual(['error', 'error']);
  });

  it('fails at once what comes after that', async () => {
    const { pool, invoke } = await poolOf('exports.handler = async () => 1;');
    await pool.close();

    expect(await invoke(0)).toMatchObject({ kind: 'error', error: { errorType: 'Runtime.Closed' } });
  });
});

describe('a handler that takes long to load', () => {
  const late: LoadError = { errorType: 'Sandbox.Timedout', errorMessage: 'Init timed out', isTimeout: true };

  /** A pool whose processes need so many milliseconds to load. @returns it and the limits they were given */
  function poolLoading(needed: number) {
    const limits: number[] = [];
    const start = (limit: number): FunctionProcess => {
      limits.push(limit);
      return {
        loaded: Promise.resolve(needed > limit ? late : undefined),
        ended: needed > limit ? Promise.resolve() : new Promise(() => {}),
        invoke: async () => ({ kind: 'result', payload: 'done' }),
        usable: () => true,
        stop: () => {},
      };
    };
    const pool = new Pool({ ...functionNamed('fn'), timeout: 15 }, 1, start);
    return { pool, limits, invoke: () => pool.invoke({ requestId: 'id', arn: 'a', event: 0, trace: '' }) };
  }

  it.each([
    ['in ten seconds is invoked', 10_000, [10_000], { kind: 'result', payload: 'done' }],
    ['in more is loaded again within its timeout', 10_001, [10_000, 15_000], { kind: 'result', payload: 'done' }],
    [
      'in more than that fails as one that ran too long',
      15_001,
      [10_000, 15_000],
      { kind: 'error', error: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 15.00 seconds' } },
    ],
  ])('%s', async (_, needed, expected, outcome) => {
    const { invoke, limits } = poolLoading(needed);

    expect(await invoke()).toEqual(outcome);
    expect(limits).toEqual(expected);
  });

  it('is no reason not to start: nobody waits for it yet', async () => {
    expect(await poolLoading(20_000).pool.warm()).toBeUndefined();
  });

  it('is killed at the limit', async () => {
    const code = await mkdtemp(join(tmpdir(), 'penstock-fn-'));
    await writeFile(join(code, 'index.cjs'), 'for (;;);');
    const fn = { ...functionNamed('fn'), code };
    const env = functionEnvironment(fn, { endpoint: 'http://e', xrayDaemon: '127.0.0.1:1', accessKeyId: 'key' });
    const started = startProcess(fn, env, () => {}, 300);

    expect(await started.loaded).toMatchObject({ errorMessage: 'Init timed out after 0.30 seconds', isTimeout: true });
    await started.ended;
  });
});

describe('concurrency', () => {
  it('is reserved by function, and shared by those that reserve none', () => {
    const concurrency = createConcurrency(() => [
      { name: 'reserved', reservedConcurrency: 1 },
      { name: 'most', reservedConcurrency: 997 },
      { name: 'a' },
      { name: 'b' },
    ]);

    const [reserved, over] = [concurrency.take('reserved'), concurrency.take('reserved')];
    const shared = [concurrency.take('a'), concurrency.take('b'), concurrency.take('a')];
    for (const release of [reserved, shared[1]]) release?.();
    const again = [concurrency.take('reserved'), concurrency.take('a')];

    const isTaken = (release: unknown) => release !== undefined;
    expect([reserved, over].map(isTaken)).toEqual([true, false]);
    expect(shared.map(isTaken)).toEqual([true, true, false]);
    expect(again.map(isTaken)).toEqual([true, true]);
  });

  it('of zero stops a function', () => {
    expect(createConcurrency(() => [{ name: 'off', reservedConcurrency: 0 }]).take('off')).toBeUndefined();
  });
});
