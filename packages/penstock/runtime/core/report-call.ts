import type { Problem } from '../problem/problem.ts';
import { bestEffort } from '../telemetry/best-effort.ts';
import type { DeprecatedUse } from '../telemetry/deprecated-uses.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import type { CallState } from './call-state.ts';

/** What became of a streamed answer. */
export interface Delivery {
  /** Milliseconds after which it began: what a client waits for, where the duration is how long it stayed. */
  readonly openedMs: number;
  readonly events: number;
  readonly bytes: number;
  /** `gone`: its host told that nobody listens any more. */
  readonly ended: 'complete' | 'deadline' | 'gone' | 'failed';
}

/** How a call ended: its status as HTTP counts them, which other transports' codes have an equal of. */
export interface Ending {
  readonly status: number;
  readonly problem?: Problem | undefined;
  /** What is not as it should be with the problem, which was answered all the same. */
  readonly fault?: string | undefined;
  /** The answer is that to an earlier call with the same key. */
  readonly replayed: boolean;
  /** What the transport says of the call beside, in its log line and as properties of its metrics. */
  readonly properties?: Readonly<Record<string, unknown>> | undefined;
  readonly delivery?: Delivery;
  /** What it made use of that has a sunset date. */
  readonly deprecatedUse?: Omit<DeprecatedUse, 'tenant' | 'requestId'> | undefined;
}

/**
 * One summary log line and one metric line a call, of the answer that leaves: it is checked by then. Bodies, headers and
 * tokens are never part of either. None of it can fail the call.
 */
export function callReporter({ log, tracer, metric, deprecatedUse }: Telemetry, now: () => number, startsHost = true) {
  let coldStart = startsHost;
  return (state: CallState, ending: Ending): void => {
    const { status, problem, fault, replayed, delivery, properties } = ending;
    const { contract, requestId, correlationId } = state;
    const operation = contract.operationId;
    const duration = now() - state.startedAt;
    const fields = {
      requestId,
      correlationId,
      operation,
      ...properties,
      ...(state.caller && { tenant: state.caller.tenant }),
      ...(state.traceId && { traceId: state.traceId }),
      status,
      duration,
      replayed,
      coldStart,
      ...(problem && { problem: problem.code }),
      ...(fault !== undefined && { answerFault: fault }),
      ...delivery,
    };
    const latency = delivery?.openedMs ?? duration;
    const cold = coldStart;
    coldStart = false;
    bestEffort(
      () => {
        if (status >= 500) log.error('request failed', fields, problem?.cause === undefined ? problem : problem.cause);
        else if (fault !== undefined) log.error('problem mended', fields);
        else log.info('request', fields);
      },
      () => tracer.annotate('operation', operation),
      () => tracer.annotate('correlationId', correlationId),
      () => tracer.annotate('status', status),
      () => annotateAll(tracer, properties ?? {}),
      () => {
        const measured = { operation, requestId, correlationId, status, latency, replayed, coldStart: cold };
        const tenant = state.caller?.tenant;
        metric({ ...measured, ...(tenant !== undefined && { tenant }), ...(properties && { properties }) });
      },
      () => {
        if (ending.deprecatedUse === undefined) return;
        deprecatedUse({ ...ending.deprecatedUse, tenant: state.caller?.tenant ?? '', requestId });
      },
    );
  };
}

/** X-Ray takes text; lists are for logs. */
function annotateAll(tracer: Telemetry['tracer'], properties: NonNullable<Ending['properties']>): void {
  for (const [name, value] of Object.entries(properties)) if (typeof value === 'string') tracer.annotate(name, value);
}
