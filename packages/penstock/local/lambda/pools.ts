import { LocalError } from '../problems.ts';
import type { FunctionDefinition } from './definition.ts';
import { functionEnvironment } from './environment.ts';
import type { FunctionError } from './messages.ts';
import { Pool } from './pool.ts';
import { type LogLine, startProcess } from './process.ts';

export interface PoolsOptions {
  readonly functions: readonly FunctionDefinition[];
  readonly endpoint: string;
  readonly xrayDaemon: string;
  readonly accessKeyId: (fn: FunctionDefinition) => string;
  /** The most processes of a function. */
  readonly processes: (fn: FunctionDefinition) => number;
  /** Milliseconds after which a process that has nothing to do ends. */
  readonly idleFor?: number;
  /** Whether a function's first process starts with its first invocation, in nobody's time: then nothing tells that it does not load. */
  readonly startsLate?: boolean;
  readonly log: (fn: FunctionDefinition, line: string, requestId: string | undefined) => void;
}

/** A pool for each function. */
export interface Pools {
  /** @param arn without a qualifier */
  get(arn: string): Pool | undefined;
  functions(): Iterable<FunctionDefinition>;
  /**
   * Creates a function, or gives it another definition. New invocations go by it; those in flight end as they began.
   *
   * @returns why its handler does not load, if so; then what was there stays
   */
  put(fn: FunctionDefinition): Promise<FunctionError | undefined>;
  remove(arn: string): void;
  /**
   * Gives a function other code. New invocations get it; those in flight end with the old one.
   *
   * @param code a folder with the bundle
   * @returns why its handler does not load, if so; then the old code stays
   */
  replaceCode(functionName: string, code: string): Promise<FunctionError | undefined>;
  /** The processes that each function has now, by its name. */
  processes(): ReadonlyMap<string, number>;
  close(): Promise<void>;
}

/** @throws LocalError naming every function whose handler does not load, and why */
export async function startPools(options: PoolsOptions): Promise<Pools> {
  const definitions = new Map(options.functions.map((fn) => [fn.arn, fn]));
  const pools = new Map(options.functions.map((fn) => [fn.arn, poolOf(fn, options)]));
  /** Pools of code that was replaced, until what they had in flight has ended. */
  const leaving = new Set<Pool>();
  const all = () => [...pools.values(), ...leaving];
  const close = async () => {
    await Promise.all(all().map((pool) => pool.close()));
  };
  await warm([...pools.values()], close);
  const leave = (arn: string) => {
    const [old, fn] = [pools.get(arn), definitions.get(arn)];
    if (old !== undefined && fn !== undefined) void retire(old, leaving, fn);
  };
  const put = async (fn: FunctionDefinition) => {
    const next = poolOf(fn, options);
    const isLate = options.startsLate === true || fn.isNeverCalled === true;
    const error = isLate ? undefined : await next.warm();
    if (error !== undefined) {
      await next.close();
      return error;
    }
    leave(fn.arn);
    pools.set(fn.arn, next);
    definitions.set(fn.arn, fn);
    return undefined;
  };
  return {
    get: (arn) => pools.get(arn),
    functions: () => definitions.values(),
    put,
    remove: (arn) => {
      leave(arn);
      pools.delete(arn);
      definitions.delete(arn);
    },
    replaceCode: async (functionName, code) => {
      const fn = [...definitions.values()].find(({ name }) => name === functionName);
      if (fn === undefined) throw new LocalError(`There is no function ${functionName}.`);
      return put({ ...fn, code });
    },
    processes: () => new Map([...pools.values()].map((pool) => [pool.functionName, pool.processes])),
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

function poolOf(fn: FunctionDefinition, options: PoolsOptions): Pool {
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
