import type { RequestContext } from '../http/request-context.ts';
import { bestEffort } from '../telemetry/best-effort.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { Middleware } from './middleware.ts';

/**
 * One summary log line and one metric line a request, of the response that leaves: it is checked by then. Bodies,
 * headers and tokens are never part of either. None of it can fail the request.
 */
export function telemetry({ log, tracer, metric }: Telemetry, now: () => number = Date.now): Middleware {
  let coldStart = true;
  const finish = ({ event: context }: { readonly event: RequestContext }): void => {
    const { contract, problem, requestId, correlationId, answerFault } = context;
    const operation = contract.operationId;
    const status = context.response?.statusCode ?? 500;
    const duration = now() - context.startedAt;
    const replayed = problem === undefined && context.answer?.replayed === true;
    const fields = {
      requestId,
      correlationId,
      operation,
      ...(context.caller && { tenant: context.caller.tenant }),
      ...(context.traceId && { traceId: context.traceId }),
      status,
      duration,
      replayed,
      coldStart,
      ...(problem && { problem: problem.code }),
      ...(answerFault !== undefined && { answerFault }),
    };
    const cold = coldStart;
    coldStart = false;
    bestEffort(
      () => {
        if (status >= 500) log.error('request failed', fields, problem?.cause === undefined ? problem : problem.cause);
        else if (answerFault !== undefined) log.error('problem mended', fields);
        else log.info('request', fields);
      },
      () => tracer.annotate('operation', operation),
      () => tracer.annotate('correlationId', correlationId),
      () => tracer.annotate('status', status),
      () => metric({ operation, requestId, correlationId, status, latency: duration, replayed, coldStart: cold }),
    );
  };
  return { after: finish, onError: finish };
}
