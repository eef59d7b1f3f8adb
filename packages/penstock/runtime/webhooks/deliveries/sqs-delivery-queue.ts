import { SendMessageBatchCommand, type SendMessageBatchRequestEntry, type SQSClient } from '@aws-sdk/client-sqs';
import { unavailable } from '../../aws/failures.ts';
import { toSqsJson } from '../../aws/sqs-text.ts';
import type { DeliveryMessage } from '../event.ts';
import type { DeliveryQueue } from './delivery-queue.ts';

/** Of SQS: messages, and bytes, of one batch. */
const BATCH_MESSAGES = 10;
const BATCH_BYTES = 1024 * 1024;

/** Some messages of a batch were not taken. */
class NotQueued extends Error {
  override readonly name = 'NotQueued';
}

/**
 * Deliveries on a fair queue: their group is the endpoint. What a batch did not take is sent once more; all that is
 * then left is one failure, after which the caller may send everything again: deliveries bear repeats.
 */
export function sqsDeliveryQueue(client: SQSClient, queueUrl: string): DeliveryQueue {
  const sendBatch = async (entries: readonly SendMessageBatchRequestEntry[], signal: AbortSignal) => {
    const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: [...entries] });
    const { Failed = [] } = await client.send(command, { abortSignal: signal });
    const codes = new Map(Failed.map(({ Id, Code }) => [Id, Code]));
    return { left: entries.filter(({ Id }) => codes.has(Id)), codes: [...new Set(codes.values())] };
  };
  return {
    send: async (messages, signal, delay = 0) => {
      try {
        for (const batch of batches(messages.map((message, index) => entryOf(message, index, delay)))) {
          const first = await sendBatch(batch, signal);
          if (first.left.length === 0) continue;
          const { left, codes } = await sendBatch(first.left, signal);
          if (left.length > 0) throw new NotQueued(`${left.length} of ${batch.length} not queued: ${codes.join(', ')}`);
        }
      } catch (error) {
        throw unavailable(error);
      }
    },
  };
}

const entryOf = (message: DeliveryMessage, index: number, delay: number): SendMessageBatchRequestEntry => ({
  Id: String(index),
  MessageBody: toSqsJson(message),
  MessageGroupId: message.data.endpointId,
  ...(delay > 0 && { DelaySeconds: delay }),
});

function* batches(
  entries: readonly SendMessageBatchRequestEntry[],
): Generator<readonly SendMessageBatchRequestEntry[]> {
  let batch: SendMessageBatchRequestEntry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody ?? '');
    if (batch.length === BATCH_MESSAGES || (batch.length > 0 && bytes + size > BATCH_BYTES)) {
      yield batch;
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}
