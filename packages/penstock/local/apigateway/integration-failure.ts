import type { InvocationResult } from '../lambda/service.ts';
import { type Refusal, type RequestContext, refuse } from './request-context.ts';

/** What became of an invocation that gave no answer. */
export type NoAnswer = Exclude<InvocationResult, { readonly kind: 'result' }> | 'timeout';

/** What the gateway answers in place of a function, and why it had to. */
export function refuseResult(context: RequestContext, result: NoAnswer): Refusal {
  const failed = (refusal: Refusal, error: string): Refusal => {
    context.integrationError = error;
    return refusal;
  };
  if (result === 'timeout') return failed(refuse('INTEGRATION_TIMEOUT'), 'Execution timed out');
  if (result.kind === 'too-large') return failed(refuse('REQUEST_TOO_LARGE'), 'Request too large.');
  if (result.kind === 'throttled') return failed(refuse('INTEGRATION_FAILURE'), 'Rate Exceeded.');
  return failed(refuse('DEFAULT_5XX'), result.error.errorType);
}

/** For an answer that is none. */
export function refuseMalformed(context: RequestContext): Refusal {
  context.integrationError = 'Malformed Lambda proxy response';
  return refuse('DEFAULT_5XX');
}
