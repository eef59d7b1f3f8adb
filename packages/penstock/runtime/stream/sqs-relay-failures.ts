import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { toSqsAttribute } from '../aws/sqs-text.ts';
import type { RelayFailures } from './publication.ts';
import { relayFailureBody } from './relay-failure.ts';

export interface RelayFailuresQueue {
  readonly url: string;
  /** The function that keeps something there. */
  readonly relay: string;
}

/** What can't be relayed, in the queue that is also the stream's failure destination. */
export function sqsRelayFailures(client: SQSClient, { url, relay }: RelayFailuresQueue): RelayFailures {
  return {
    keep: async ({ streamRecord, sequenceNumber }, why, signal) => {
      await client.send(
        new SendMessageCommand({
          QueueUrl: url,
          MessageBody: relayFailureBody(streamRecord, why),
          MessageAttributes: {
            reason: toSqsAttribute(why.reason),
            detail: toSqsAttribute(why.detail),
            consumer: toSqsAttribute(relay),
            sequenceNumber: toSqsAttribute(sequenceNumber),
          },
        }),
        { abortSignal: signal },
      );
    },
  };
}
