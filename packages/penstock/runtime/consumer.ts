import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { ConsumerContract } from './consumer-contract.ts';
import { runBatchUntil } from './queue/deadline.ts';
import { type Envelope, type MessageReceipt, readEvent, receiptOf } from './queue/message.ts';
import { type Ending, reportMessage } from './queue/report.ts';
import { type ConsumerRuntime, lambdaConsumerRuntime } from './queue/runtime.ts';
import { separateSuspects } from './queue/separate-suspects.ts';
import { warnOfUngrouped } from './queue/ungrouped.ts';
import { verdictOn } from './queue/verdict.ts';
import { describeError } from './telemetry/error-description.ts';
import type { MessageOutcome } from './telemetry/message-metrics.ts';
import { normalTraceparent } from './telemetry/traceparent.ts';

/** A message as a handler sees it, beside its event. */
export interface MessageContext extends MessageReceipt {
  readonly correlationId: string;
  /** The trace that the event belongs to (W3C Trace Context). */
  readonly traceparent?: string;
  /** When the handler began. */
  readonly now: Date;
  /** Aborted at the batch's deadline: hand it to everything that waits. */
  readonly signal: AbortSignal;
}

/**
 * Handles one event; whatever it throws decides what becomes of the message: PermanentError ends in the dead-letter
 * queue, anything else is tried again.
 */
export type MessageHandler<Event> = (event: Event, context: MessageContext) => Promise<void>;
export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** Milliseconds kept back to answer before Lambda ends the invocation. */
const ANSWER_RESERVE = 50;
/** Milliseconds without which a message is not begun: it goes back as it came. */
const LEAST_TIME = 500;

/**
 * The Lambda handler of one queue of the contract: it checks each message, hands its event on, and sorts what failed.
 * The messages of a batch run side by side and none can fail another; the answer names those to be tried again.
 *
 * A message that crashes the process is left to SQS: it shows again after the visibility timeout and ends in the
 * dead-letter queue by the receive count, when its retry window is over (for one of four hours: after 249 receives, a
 * minute or two apart). So a release that crashes on good messages may be rolled back within the window. The others of
 * its batch are delivered again.
 */
export function consumer<Event>(
  contract: ConsumerContract<Event>,
  handle: MessageHandler<Event>,
  runtime: () => ConsumerRuntime = lambdaConsumerRuntime,
): QueueHandler {
  let coldStart = true;
  return async ({ Records: records }, context) => {
    const parts = runtime();
    const answersBy = parts.now() + context.getRemainingTimeInMillis() - ANSWER_RESERVE;
    const endsAt = Math.min(parts.now() + contract.deadline, answersBy);
    const batch = { contract, handle, parts, context, coldStart, endsAt, answersBy } as Batch;
    await separateSuspects(records, parts, contract);
    coldStart = false;
    warnOfUngrouped(records, parts, contract);
    const outcomes = await parts.tracer.run(`## ${contract.name}`, () =>
      runBatchUntil(
        endsAt,
        (signal, overrun) =>
          Promise.all(
            records.map((record) => parts.tracer.run('message', () => processRecord(batch, record, signal, overrun))),
          ),
        parts.now,
      ),
    );
    const failed = records.filter((_, index) => outcomes[index] === 'retried' || outcomes[index] === 'not-started');
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}

interface Batch {
  readonly contract: ConsumerContract;
  readonly handle: MessageHandler<unknown>;
  readonly parts: ConsumerRuntime;
  readonly context: Context;
  readonly coldStart: boolean;
  /** Milliseconds since the epoch: the deadline of the handlers, and that of what follows from their failures. */
  readonly endsAt: number;
  readonly answersBy: number;
}

/** Handles one message and reports once what became of it. Never throws. */
async function processRecord(
  batch: Batch,
  record: SQSRecord,
  signal: AbortSignal,
  overrun: Promise<never>,
): Promise<MessageOutcome> {
  const { parts, contract } = batch;
  const startedAt = parts.now();
  const receipt = receiptOf(record);
  let event: Envelope | undefined;
  const end = (ending: Ending): MessageOutcome => {
    const { coldStart, context } = batch;
    const attempt = { consumer: contract.name, requestId: context.awsRequestId, coldStart, startedAt, receipt, event };
    reportMessage(parts, attempt, ending);
    return ending.outcome;
  };
  if (batch.endsAt - startedAt < LEAST_TIME) return end({ outcome: 'not-started', reason: 'too-late' });
  try {
    event = readEvent(contract, record.body);
    await Promise.race([batch.handle(event, contextOf(receipt, event, startedAt, signal)), overrun]);
    return end({ outcome: 'handled' });
  } catch (error) {
    return end(await settle(batch, record, receipt, error));
  }
}

function contextOf(receipt: MessageReceipt, event: Envelope, now: number, signal: AbortSignal): MessageContext {
  const traceparent = normalTraceparent(event.traceparent);
  return {
    ...receipt,
    correlationId: event.correlationid ?? event.id,
    ...(traceparent !== undefined && { traceparent }),
    now: new Date(now),
    signal,
  };
}

/** `Error: SQS is down`. */
function inWords(failure: unknown): string {
  const { name, message } = describeError(failure);
  return name === undefined ? message : `${name}: ${message}`;
}

/** Carries the verdict out. What can't be carried out leaves the message to its visibility timeout. */
async function settle(
  { parts, contract, answersBy }: Batch,
  record: SQSRecord,
  { attempt, sentAt }: MessageReceipt,
  error: unknown,
): Promise<Ending> {
  const verdict = verdictOn({ error, attempt, age: parts.now() - sentAt }, contract, parts.random);
  const { reason } = verdict;
  const inTime = (moving: Promise<void>): Promise<void> =>
    runBatchUntil(answersBy, (_signal, overrun) => Promise.race([moving, overrun]), parts.now);
  try {
    if (verdict.fate === 'dead-letter') {
      const cause = { reason, detail: verdict.detail, consumer: contract.name, attempts: attempt };
      await inTime(parts.queue.moveToDeadLetterQueue(record, cause));
      return { outcome: 'dead-lettered', reason, error };
    }
    await inTime(parts.queue.postpone(record, verdict.delay));
    return { outcome: 'retried', reason, delay: verdict.delay, error };
  } catch (failure) {
    return { outcome: 'retried', reason, error, queueFailure: inWords(failure) };
  }
}
