import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { RelayFailures } from '../domain/relay.ts';
import type { StreamedChange } from './order-stream.ts';

/**
 * What can't be relayed, in the queue that is also the stream's failure destination: the stream's record, whole.
 * An item has 400 KB at most; its old image is left out, so that the message keeps within 1 MiB.
 */
export function sqsRelayFailures(client: SQSClient, url: string): RelayFailures<StreamedChange> {
  return {
    keep: async ({ streamRecord, sequenceNumber }, { reason, detail }, signal) => {
      const { OldImage, ...dynamodb } = streamRecord.dynamodb ?? {};
      await client.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: JSON.stringify({ reason, detail, record: { ...streamRecord, dynamodb } }),
          MessageAttributes: {
            reason: { DataType: 'String', StringValue: reason },
            consumer: { DataType: 'String', StringValue: 'relayEvents' },
            sequenceNumber: { DataType: 'String', StringValue: sequenceNumber || '-' },
          },
        }),
        { abortSignal: signal },
      );
    },
  };
}
