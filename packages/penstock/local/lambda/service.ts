import { randomUUID } from 'node:crypto';
import { object } from '../json.ts';
import { createListeners } from '../listeners.ts';
import { LocalError } from '../problems.ts';
import { createConcurrency } from './concurrency.ts';
import type { FunctionDefinition } from './definition.ts';
import { functionEnvironment } from './environment.ts';
import type { FunctionError } from './messages.ts';
import { requestLimit, sizeOf, withinLimit } from './payload.ts';
import { Pool } from './pool.ts';
import { type LogLine, startProcess } from './process.ts';

export type InvocationResult =
  | { readonly kind: 'result'; readonly payload: unknown }
  | { readonly kind: 'error'; readonly error: FunctionError }
  /** Over the reserved concurrency: Lambda's 429. */
  | { readonly kind: 'throttled' }
  /** An event over Lambda's limit, which no function sees: its 413. */
  | { readonly kind: 'too-large' };

export interface InvokeRequest {
  /** The ARN the caller names, with its alias or version. */
  readonly arn: string;
  readonly event: unknown;
  /** Called when a process takes the invocation or begins to load for it: from here its caller's own timeout counts. */
  readonly started?: () => void;
  /** The value of `_X_AMZN_TRACE_ID`. */
  readonly trace: string;
  /** A fault: milliseconds after which the process is killed, before it answers at the latest. */
  readonly crashAfter?: number;
}

/** Lambda, as far as API Gateway sees it. */
export interface LambdaService {
  /** Whether a function of this ARN, with or without a qualifier, is in the template. */
  has(arn: string): boolean;
  invoke(request: InvokeRequest): Promise<InvocationResult>;
  onInvocation(listener: (invocation: { readonly functionName: string }) => void): () => void;
  /** Hears of each invocation that has ended. */
  onOutcome(listener: (invocation: EndedInvocation) => void): () => void;
  /**
   * Gives a function other code. New invocations get it; those in flight end with the old one.
   *
   * @param code a folder with the bundle
   * @returns why its handler does not load, if so; then the old code stays
   */
  replaceCode(functionName: string, code: string): Promise<FunctionError | undefined>;
  /** The processes that each function has now, by its name. */
  processes(): ReadonlyMap<string, number>;
  /** Ends when all that was invoked has ended, or after `limitMs`. */
  drain(limitMs: number): Promise<void>;
  close(): Promise<void>;
}

export interface EndedInvocation {
  readonly functionName: string;
  readonly requestId: string;
  /** The value of `_X_AMZN_TRACE_ID`. */
  readonly trace: string;
  /** How many records of a queue or a stream it got; absent: it was no batch. */
  readonly records?: number;
  readonly result: InvocationResult;
}

export interface LambdaOptions {
  readonly functions: readonly FunctionDefinition[];
  readonly endpoint: string;
  readonly xrayDaemon: string;
  readonly accessKeyId: (fn: FunctionDefinition) => string;
  /** The most processes of a function. */
  readonly processes: (fn: FunctionDefinition) => number;
  /** Milliseconds after which a process that has nothing to do ends. */
  readonly idleFor?: number;
  readonly log: (fn: FunctionDefinition, line: string, requestId: string | undefined) => void;
}

/**
 * Starts one process of every function.
 *
 * @throws LocalError naming every function whose handler does not load, and why
 */
export async function startLambda(options: LambdaOptions): Promise<LambdaService> {
  const concurrency = createConcurrency(options.functions);
  const pools = new Map(options.functions.map((fn) => [fn.arn, poolOf(fn, options)]));
  const invocations = createListeners<{ readonly functionName: string }>();
  const outcomes = createListeners<EndedInvocation>();
  /** Pools of code that was replaced, until what they had in flight has ended. */
  const leaving = new Set<Pool>();
  const all = () => [...pools.values(), ...leaving];
  const close = async () => {
    await Promise.all(all().map((pool) => pool.close()));
  };
  await warm([...pools.values()], close);
  const invoke = async (pool: Pool, { arn, event, started, trace, crashAfter }: InvokeRequest) => {
    const { functionName } = pool;
    const requestId = randomUUID();
    invocations.notify({ functionName });
    const fault = crashAfter === undefined ? {} : { crashAfter };
    const result = withinLimit(await pool.invoke({ requestId, arn, event, trace, ...fault }, started));
    outcomes.notify({ functionName, requestId, trace, ...recordsOf(event), result });
    return result;
  };
  return {
    has: (arn) => pools.has(unqualified(arn)),
    invoke: async (request) => {
      const pool = pools.get(unqualified(request.arn));
      if (pool === undefined) throw new LocalError(`There is no function ${request.arn}.`);
      if (sizeOf(request.event) > requestLimit) return { kind: 'too-large' };
      if (!concurrency.take(pool.functionName)) return { kind: 'throttled' };
      try {
        return await invoke(pool, request);
      } finally {
        concurrency.release(pool.functionName);
      }
    },
    onInvocation: invocations.add,
    onOutcome: outcomes.add,
    replaceCode: async (functionName, code) => {
      const fn = options.functions.find(({ name }) => name === functionName);
      if (fn === undefined) throw new LocalError(`There is no function ${functionName}.`);
      const next = poolOf({ ...fn, code }, options);
      const error = await next.warm();
      if (error !== undefined) {
        await next.close();
        return error;
      }
      const old = pools.get(fn.arn);
      pools.set(fn.arn, next);
      if (old !== undefined) void retire(old, leaving, fn);
      return undefined;
    },
    processes: () => new Map([...pools.values()].map((pool) => [pool.functionName, pool.processes])),
    drain: async (limitMs) => {
      await Promise.all(all().map((pool) => pool.drain(limitMs)));
    },
    close,
  };
}

async function retire(pool: Pool, leaving: Set<Pool>, { timeout }: FunctionDefinition): Promise<void> {
  leaving.add(pool);
  // What waits for a process has its own timeout before it.
  await pool.drain(2 * timeout * 1000);
  await pool.close();
  leaving.delete(pool);
}

function recordsOf(event: unknown): Pick<EndedInvocation, 'records'> {
  const { Records } = object(event);
  return Array.isArray(Records) ? { records: Records.length } : {};
}

function poolOf(fn: FunctionDefinition, options: LambdaOptions): Pool {
  const environment = functionEnvironment(fn, { ...options, accessKeyId: options.accessKeyId(fn) });
  const log: LogLine = (line, requestId) => options.log(fn, line, requestId);
  const start = (initLimitMs: number) => startProcess(fn, environment, log, initLimitMs);
  return new Pool(fn, options.processes(fn), start, options.idleFor);
}

async function warm(pools: readonly Pool[], close: () => Promise<void>): Promise<void> {
  const errors = await Promise.all(pools.map(async (pool) => [pool.functionName, await pool.warm()] as const));
  const broken = errors.flatMap(([name, error]) =>
    error === undefined ? [] : [`  ${name}: ${error.errorType}: ${error.errorMessage.split('\n')[0]}`],
  );
  if (broken.length === 0) return;
  await close();
  throw new LocalError(['These handlers do not load:', ...broken].join('\n'));
}

/** `arn:aws:lambda:region:account:function:name[:qualifier]` */
function unqualified(arn: string): string {
  return arn.split(':').slice(0, 7).join(':');
}
