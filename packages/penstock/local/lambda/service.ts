import { randomUUID } from 'node:crypto';
import { object } from '../json.ts';
import { createListeners } from '../listeners.ts';
import { LocalError } from '../problems.ts';
import { paced } from './bandwidth.ts';
import { createConcurrency } from './concurrency.ts';
import type { FunctionError, TakeChunk } from './messages.ts';
import { requestLimit, sizeOf, withinLimit } from './payload.ts';
import type { Pool } from './pool.ts';
import { type Pools, type PoolsOptions, startPools } from './pools.ts';

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
  /** Takes a streamed answer as it comes (InvokeWithResponseStream); absent: it is the result, when all is there. */
  readonly take?: TakeChunk;
}

/** Lambda, as far as API Gateway sees it. */
export interface LambdaService extends Omit<Pools, 'get'> {
  /** Whether a function of this ARN, with or without a qualifier, is in the template. */
  has(arn: string): boolean;
  invoke(request: InvokeRequest): Promise<InvocationResult>;
  onInvocation(listener: (invocation: { readonly functionName: string }) => void): () => void;
  /** Hears of each invocation that has ended. */
  onOutcome(listener: (invocation: EndedInvocation) => void): () => void;
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

/**
 * Starts one process of every function.
 *
 * @throws LocalError naming every function whose handler does not load, and why
 */
export async function startLambda(options: PoolsOptions): Promise<LambdaService> {
  const invocations = createListeners<{ readonly functionName: string }>();
  const outcomes = createListeners<EndedInvocation>();
  const pools = await startPools(options);
  const concurrency = createConcurrency(() => pools.functions());
  const invoke = async (pool: Pool, { arn, event, started, trace, crashAfter, take }: InvokeRequest) => {
    const { functionName } = pool;
    const requestId = randomUUID();
    invocations.notify({ functionName });
    const fault = crashAfter === undefined ? {} : { crashAfter };
    const streamed = take === undefined ? {} : { take: paced(take) };
    const result = withinLimit(await pool.invoke({ requestId, arn, event, trace, ...fault, ...streamed }, started));
    outcomes.notify({ functionName, requestId, trace, ...recordsOf(event), result });
    return result;
  };
  return {
    has: (arn) => pools.get(unqualified(arn)) !== undefined,
    invoke: async (request) => {
      const pool = pools.get(unqualified(request.arn));
      if (pool === undefined) throw new LocalError(`There is no function ${request.arn}.`);
      if (sizeOf(request.event) > requestLimit) return { kind: 'too-large' };
      const release = concurrency.take(pool.functionName);
      if (release === undefined) return { kind: 'throttled' };
      try {
        return await invoke(pool, request);
      } finally {
        release();
      }
    },
    onInvocation: invocations.add,
    onOutcome: outcomes.add,
    functions: pools.functions,
    put: pools.put,
    remove: pools.remove,
    replaceCode: pools.replaceCode,
    processes: pools.processes,
    close: pools.close,
  };
}

function recordsOf(event: unknown): Pick<EndedInvocation, 'records'> {
  const { Records } = object(event);
  return Array.isArray(Records) ? { records: Records.length } : {};
}

/** `arn:aws:lambda:region:account:function:name[:qualifier]` */
function unqualified(arn: string): string {
  return arn.split(':').slice(0, 7).join(':');
}
