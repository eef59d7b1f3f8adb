import { setTimeout as sleep } from 'node:timers/promises';
import { newTraceId, traceHeader } from '../apigateway/trace.ts';
import type { NotifyHop } from '../hops.ts';
import type { InvocationResult, LambdaService } from './service.ts';

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
  const attempt = async (arn: string, event: unknown, trace: string) => {
    if (!lambda().has(arn)) return undefined;
    const result = await lambda().invoke({ arn, event, trace });
    return result.kind === 'result' ? undefined : result;
  };
  return {
    has: (arn) => lambda().has(arn),
    invoke: async (arn, event, closing) => {
      const trace = traceHeader(newTraceId(Date.now()), false);
      const name = `function ${arn.split(':')[6] ?? arn}`;
      let retry = 0;
      for (;;) {
        const failure = await attempt(arn, event, trace);
        if (failure === undefined) return true;
        if (isFinal(failure, retry)) {
          notify({ from: name, to: 'nowhere', what: `event, after ${retry} retries: ${reasonOf(failure)}` });
          return true;
        }
        notify({ from: name, to: name, what: `event failed, is tried again: ${reasonOf(failure)}` });
        await sleep(pauses[retry], undefined, { signal: closing, ref: false }).catch(() => {});
        if (closing.aborted) return false;
        if (failure.kind === 'error') retry++;
      }
    },
  };
}

type Failure = Exclude<InvocationResult, { readonly kind: 'result' }>;

/** What it has no room for, Lambda tries as long as the event is young. */
function isFinal({ kind }: Failure, retry: number): boolean {
  return kind === 'too-large' || (kind === 'error' && retry === retries);
}

const reasonOf = (failure: Failure): string => (failure.kind === 'error' ? failure.error.errorMessage : failure.kind);
