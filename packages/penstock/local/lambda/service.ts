import { randomUUID } from 'node:crypto';
import { createListeners } from '../listeners.ts';
import { LocalError } from '../problems.ts';
import { createConcurrency } from './concurrency.ts';
import type { FunctionDefinition } from './definition.ts';
import { functionEnvironment } from './environment.ts';
import type { FunctionError } from './messages.ts';
import { requestLimit, sizeOf, withinLimit } from './payload.ts';
import { Pool } from './pool.ts';
import { startProcess } from './process.ts';

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
  close(): Promise<void>;
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
  readonly log: (fn: FunctionDefinition, line: string) => void;
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
  const close = async () => {
    await Promise.all([...pools.values()].map((pool) => pool.close()));
  };
  await warm([...pools.values()], close);
  return {
    has: (arn) => pools.has(unqualified(arn)),
    invoke: async ({ arn, event, started, trace, crashAfter }) => {
      const pool = pools.get(unqualified(arn));
      if (pool === undefined) throw new LocalError(`There is no function ${arn}.`);
      if (sizeOf(event) > requestLimit) return { kind: 'too-large' };
      if (!concurrency.take(pool.functionName)) return { kind: 'throttled' };
      invocations.tell({ functionName: pool.functionName });
      try {
        const fault = crashAfter === undefined ? {} : { crashAfter };
        return withinLimit(await pool.invoke({ requestId: randomUUID(), arn, event, trace, ...fault }, started));
      } finally {
        concurrency.release(pool.functionName);
      }
    },
    onInvocation: invocations.add,
    close,
  };
}

function poolOf(fn: FunctionDefinition, options: LambdaOptions): Pool {
  const environment = functionEnvironment(fn, { ...options, accessKeyId: options.accessKeyId(fn) });
  const start = (initLimitMs: number) => startProcess(fn, environment, (line) => options.log(fn, line), initLimitMs);
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
