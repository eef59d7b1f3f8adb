import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { toSqsAttribute } from 'penstock/runtime/aws/sqs-text';
import type { RelayFailures } from '../domain/relay.ts';
import type { StreamedChange } from './order-stream.ts';
import { relayFailureBody } from './relay-failure.ts';

/** What can't be relayed, in the queue that is also the stream's failure destination. */
export function sqsRelayFailures(client: SQSClient, url: string): RelayFailures<StreamedChange> {
  return {
    keep: async ({ streamRecord, sequenceNumber }, refusal, signal) => {
      await client.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: relayFailureBody(streamRecord, refusal),
          MessageAttributes: {
            reason: toSqsAttribute(refusal.reason),
            detail: toSqsAttribute(refusal.detail),
            consumer: toSqsAttribute('relayEvents'),
            sequenceNumber: toSqsAttribute(sequenceNumber),
          },
        }),
        { abortSignal: signal },
      );
    },
  };
}
