import type { Context, SQSRecord } from 'aws-lambda';
import type { ConsumerContract } from '../consumer-contract.ts';
import { describeError } from '../telemetry/error-description.ts';
import type { MessageOutcome } from '../telemetry/message-metrics.ts';
import { runBatchUntil } from './deadline.ts';
import { type Envelope, type MessageReceipt, readEvent, receiptOf } from './message.ts';
import { contextOf, type MessageHandler } from './message-context.ts';
import { type Ending, reportMessage } from './report.ts';
import type { ConsumerRuntime } from './runtime.ts';
import { verdictOn } from './verdict.ts';

/** Milliseconds without which a message is not begun: it goes back as it came. */
const LEAST_TIME_MS = 500;

export interface Batch {
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
export async function processRecord(
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
  if (batch.endsAt - startedAt < LEAST_TIME_MS) return end({ outcome: 'not-started', reason: 'too-late' });
  try {
    event = readEvent(contract, record.body);
    await Promise.race([batch.handle(event, contextOf(batch, receipt, event, startedAt, signal)), overrun]);
    return end({ outcome: 'handled' });
  } catch (error) {
    return end(await settle(batch, record, receipt, error));
  }
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
