import { GetQueueAttributesCommand, GetQueueUrlCommand, paginateListQueues, type SQSClient } from '@aws-sdk/client-sqs';
import type { Target } from '../target.ts';
import { OpsError } from '../user-error.ts';

/** Where messages wait for a person. */
export interface DeadLetterQueue {
  /** Without the stage's prefix, e.g. `payments-dlq`. */
  readonly name: string;
  readonly url: string;
  /**
   * What waits here: messages of one queue; events that the bus could not deliver to a queue; changes of orders that
   * the relay could not publish.
   */
  readonly holds: 'messages' | 'undelivered-events' | 'changes';
}

const suffixes = { '-dlq': 'messages', undelivered: 'undelivered-events', 'relay-failures': 'changes' } as const;

/** The dead-letter queues of a stage, by name. */
export async function deadLetterQueues({ sqs, stage }: Target): Promise<readonly DeadLetterQueue[]> {
  const prefix = `penstock-${stage}-`;
  const queues: DeadLetterQueue[] = [];
  for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, { QueueNamePrefix: prefix })) {
    for (const url of QueueUrls) {
      const name = nameOf(url).slice(prefix.length);
      const kind = Object.entries(suffixes).find(([suffix]) => name.endsWith(suffix));
      if (kind !== undefined) queues.push({ name, url, holds: kind[1] });
    }
  }
  return queues.toSorted((a, b) => a.name.localeCompare(b.name));
}

/**
 * @param name of the dead-letter queue, or of the queue it belongs to, with or without the stage's prefix
 * @throws OpsError with the queues there are
 */
export async function findDeadLetterQueue(target: Target, name: string): Promise<DeadLetterQueue> {
  const queues = await deadLetterQueues(target);
  const short = name.replace(`penstock-${target.stage}-`, '');
  const found = queues.find((queue) => queue.name === short || queue.name === `${short}-dlq`);
  if (found !== undefined) return found;
  const known = queues.map((queue) => queue.name).join(', ');
  throw new OpsError(
    known === ''
      ? `There are no queues of ${target.where}. Check --stage and --region.`
      : `There is no dead-letter queue ${JSON.stringify(name)} in ${target.where}. There are: ${known}.`,
  );
}

export interface Depth {
  /** Messages that can be received, and those that somebody is looking at. */
  readonly messages: number;
  readonly arn: string;
}

export async function depthOf(sqs: SQSClient, url: string): Promise<Depth> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({
      QueueUrl: url,
      AttributeNames: ['ApproximateNumberOfMessages', 'ApproximateNumberOfMessagesNotVisible', 'QueueArn'],
    }),
  );
  const count = (name: keyof typeof Attributes) => Number(Attributes[name] ?? 0);
  return {
    messages: count('ApproximateNumberOfMessages') + count('ApproximateNumberOfMessagesNotVisible'),
    arn: Attributes.QueueArn ?? '',
  };
}

/** @param name with the stage's prefix */
export async function urlOf(sqs: SQSClient, name: string): Promise<string> {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
  if (QueueUrl === undefined) throw new OpsError(`There is no queue ${name}.`);
  return QueueUrl;
}

const nameOf = (url: string): string => url.split('/').at(-1) ?? url;
