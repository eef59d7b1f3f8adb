import { setTimeout as sleep } from 'node:timers/promises';
import { newTraceId, traceHeader } from '../apigateway/trace.ts';
import type { NotifyHop } from '../hops.ts';
import type { LambdaService } from './service.ts';

/** Invokes functions for services that do not wait for an answer. */
export interface AsynchronousInvocations {
  /**
   * Ends when the function has succeeded, or Lambda gives up.
   *
   * @param closing ends it between two attempts
   * @returns whether it has ended so; false: `closing` came first
   */
  invoke(arn: string, event: unknown, closing: AbortSignal): Promise<boolean>;
  has(arn: string): boolean;
}

/** Attempts after the first. @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html */
const retries = 2;
/** Milliseconds before an attempt: AWS waits one minute, then two. */
const pausesMs = [1000, 2000];

export function createAsynchronousInvocations(
  lambda: () => Pick<LambdaService, 'has' | 'invoke'>,
  notify: NotifyHop,
  pauses = pausesMs,
): AsynchronousInvocations {
  return {
    has: (arn) => lambda().has(arn),
    invoke: async (arn, event, closing) => {
      const trace = traceHeader(newTraceId(Date.now()), false);
      const name = `function ${arn.split(':')[6] ?? arn}`;
      for (let attempt = 0; ; ) {
        if (!lambda().has(arn)) return true;
        const result = await lambda().invoke({ arn, event, trace });
        if (result.kind === 'result') return true;
        const what = result.kind === 'error' ? result.error.errorMessage : result.kind;
        // Of what it has no room for, Lambda tries as long as the event is young.
        const isLast = result.kind !== 'throttled' && attempt === retries;
        if (isLast || result.kind === 'too-large') {
          notify({ from: name, to: 'nowhere', what: `event, after ${attempt} retries: ${what}` });
          return true;
        }
        notify({ from: name, to: name, what: `event failed, is tried again: ${what}` });
        await sleep(pauses[attempt], undefined, { signal: closing, ref: false }).catch(() => {});
        if (closing.aborted) return false;
        if (result.kind !== 'throttled') attempt++;
      }
    },
  };
}
