import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { ConsumerContract } from '../consumer-contract.ts';
import { runBatchUntil } from './deadline.ts';
import type { MessageHandler } from './message-context.ts';
import { type Batch, processRecord } from './process-message.ts';
import { type ConsumerRuntime, lambdaConsumerRuntime } from './runtime.ts';
import { separateSuspects } from './separate-suspects.ts';
import { warnOfUngrouped } from './ungrouped.ts';

export type QueueHandler = (event: SQSEvent, context: Context) => Promise<SQSBatchResponse>;

/** Milliseconds kept back to answer before Lambda ends the invocation. */
const ANSWER_RESERVE_MS = 50;
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
    const answersBy = parts.now() + context.getRemainingTimeInMillis() - ANSWER_RESERVE_MS;
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
