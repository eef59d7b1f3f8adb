import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  paginateListQueues,
  QueueDoesNotExist,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { UserError } from '../../cli/user-error.ts';
import type { Target } from '../target.ts';

/** Where messages wait for a person. */
export interface DeadLetterQueue {
  /** Without the stage's prefix, e.g. `labels-dlq`. */
  readonly name: string;
  readonly url: string;
  /**
   * What waits here: messages of one queue; events that the bus could not deliver to a queue; changes of items that
   * the relay could not publish.
   */
  readonly holds: 'messages' | 'undelivered-events' | 'changes';
}

/** Every stage has these two. */
const ofStage = { undelivered: 'undelivered-events', 'relay-failures': 'changes' } as const;

/** The dead-letter queues of a stage, by name. */
export async function deadLetterQueues({ sqs, prefix: stagePrefix }: Target): Promise<readonly DeadLetterQueue[]> {
  const prefix = `${stagePrefix}-`;
  const urls = new Map<string, string>();
  for await (const { QueueUrls = [] } of paginateListQueues({ client: sqs }, { QueueNamePrefix: prefix })) {
    for (const url of QueueUrls) urls.set(nameOf(url).slice(prefix.length), url);
  }
  const own = ownOf([...urls.keys()]);
  return own
    .map((name) => ({ name, url: urls.get(name) ?? '', holds: kindOf(name, own) }))
    .filter((queue): queue is DeadLetterQueue => queue.holds !== undefined)
    .toSorted((a, b) => a.name.localeCompare(b.name));
}

/**
 * Without queues of another stage, or another app, whose name goes on: `eu-labels` may be of stage `dev` or of `dev-eu`,
 * and it is of `dev-eu` where there is such a stage.
 */
function ownOf(names: readonly string[]): readonly string[] {
  const stages = names
    .filter((name) => name.endsWith('-undelivered'))
    .map((name) => name.replace(/undelivered$/, ''))
    .filter((start) => Object.keys(ofStage).every((name) => names.includes(`${start}${name}`)));
  return names.filter((name) => !stages.some((start) => name.startsWith(start)));
}

function kindOf(name: string, names: readonly string[]): DeadLetterQueue['holds'] | undefined {
  if (Object.hasOwn(ofStage, name)) return ofStage[name as keyof typeof ofStage];
  return name.endsWith('-dlq') && names.includes(name.slice(0, -'-dlq'.length)) ? 'messages' : undefined;
}

/**
 * @param name of the dead-letter queue, or of the queue it belongs to, with or without the stage's prefix
 * @throws UserError with the queues there are
 */
export async function findDeadLetterQueue(target: Target, name: string): Promise<DeadLetterQueue> {
  const queues = await deadLetterQueues(target);
  const prefix = `${target.prefix}-`;
  const short = name.startsWith(prefix) ? name.slice(prefix.length) : name;
  const found = queues.find((queue) => queue.name === short || queue.name === `${short}-dlq`);
  if (found !== undefined) return found;
  const known = queues.map((queue) => queue.name).join(', ');
  throw new UserError(
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

/** How often SQS hands out a message of a queue before it moves it to the dead-letter queue. */
export async function maxReceiveCountOf(sqs: SQSClient, url: string): Promise<number | undefined> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['RedrivePolicy'] }),
  );
  const { maxReceiveCount } = JSON.parse(Attributes.RedrivePolicy ?? '{}');
  return maxReceiveCount === undefined ? undefined : Number(maxReceiveCount);
}

/** The queue that a dead-letter queue belongs to, with the stage's prefix. */
export const sourceName = ({ prefix }: Target, { name }: DeadLetterQueue): string =>
  `${prefix}-${name.replace(/-dlq$/, '')}`;

/**
 * @param name with the stage's prefix
 * @throws UserError when there is no such queue
 */
export async function urlOf(sqs: SQSClient, name: string): Promise<string> {
  try {
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName: name }));
    return QueueUrl;
  } catch (error) {
    if (!(error instanceof QueueDoesNotExist)) throw error;
    throw new UserError(`There is no queue ${name}. Deploy it, and do it again.`, { cause: error });
  }
}

const nameOf = (url: string): string => url.split('/').at(-1) ?? url;
