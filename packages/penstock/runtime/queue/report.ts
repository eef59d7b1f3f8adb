import { TransientError } from '../core/failures.ts';
import { bestEffort } from '../telemetry/best-effort.ts';
import type { MessageOutcome } from '../telemetry/message-metrics.ts';
import { traceIdOf } from '../telemetry/traceparent.ts';
import { isThrown } from '../thrown.ts';
import { DEADLINE_EXCEEDED } from './deadline.ts';
import type { Envelope, MessageReceipt } from './message.ts';
import type { ConsumerRuntime } from './runtime.ts';

/** One attempt at one message. */
export interface Attempt {
  readonly consumer: string;
  readonly requestId: string;
  readonly coldStart: boolean;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly receipt: MessageReceipt;
  /** Absent where the message held none. */
  readonly event: Envelope | undefined;
}

/** What became of it. */
export interface Ending {
  readonly outcome: MessageOutcome;
  readonly reason?: string;
  /** Seconds until the message shows again. */
  readonly delay?: number;
  readonly error?: unknown;
  /** Why the message could not be moved or put off. */
  readonly queueFailure?: string;
}

/**
 * One log line and one metric a message, whatever became of it, and on its unit of the trace that of its event: Lambda
 * gives a batch a trace of its own. None of them has anything of the event's data.
 */
export function reportMessage({ log, tracer, metric, now }: ConsumerRuntime, attempt: Attempt, ending: Ending): void {
  const { consumer, requestId, coldStart, startedAt, receipt, event } = attempt;
  const { outcome, error, ...said } = ending;
  const { messageId } = receipt;
  const endedAt = now();
  const duration = endedAt - startedAt;
  const age = endedAt - receipt.sentAt;
  const correlationId = event?.correlationid ?? messageId;
  const traceId = traceIdOf(event?.traceparent);
  const fields = {
    requestId,
    correlationId,
    consumer,
    messageId,
    ...(event && { eventId: event.id, type: event.type, tenant: event.tenant }),
    ...(traceId && { traceId }),
    attempt: receipt.attempt,
    duration,
    age,
    coldStart,
    outcome,
    ...said,
  };
  const unforeseen = isUnforeseen(ending);
  bestEffort(
    () => {
      if (outcome === 'dead-lettered') log.error('message dead-lettered', fields, error);
      else if (outcome === 'retried') log.warn('message failed', fields, error);
      else log.info('message', fields);
    },
    () => tracer.annotate('correlationId', correlationId),
    () => traceId !== undefined && tracer.annotate('traceId', traceId),
    () => tracer.annotate('outcome', outcome),
    () => metric({ consumer, messageId, correlationId, outcome, duration, age, unforeseen, coldStart }),
  );
}

const isUnforeseen = ({ outcome, reason, error, queueFailure }: Ending): boolean =>
  outcome === 'retried' &&
  (queueFailure !== undefined || reason === DEADLINE_EXCEEDED || !isThrown(error, TransientError));
