import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { deadLetterQueueOf } from '../contract/events/queue-names.ts';
import type { QueueVariable } from '../runtime/queue/env.ts';
import { alarmOn } from './alarm.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { type Lateness, lateAlarm } from './late-alarm.ts';
import type { ServiceFunction } from './service-function.ts';

export interface WorkQueueProps {
  readonly queueName: string;
  /** At least six times the consumer's timeout. Source: Lambda Developer Guide, "Using Lambda with Amazon SQS". */
  readonly visibilityTimeout: Duration;
  /** Less than what the dead letter queue keeps. */
  readonly retention: Duration;
  /** How often a message is received before SQS takes it for poison. */
  readonly maxReceiveCount: number;
  /** What the oldest message may wait for its first attempts when all is well. */
  readonly ageObjective: Duration;
  readonly removalPolicy: RemovalPolicy;
}

export interface Consumption {
  readonly batchSize: number;
  readonly batchingWindow: Duration;
  /** Batches at once, 2 or more; within the function's reserve, or Lambda throttles its own pollers. */
  readonly maxConcurrency: number;
  readonly lateness: Lateness;
}

/** A message that was put off is in flight, of which a standard queue has 120,000. Source: Amazon SQS message quotas. */
const manyInFlight = 100_000;

/**
 * A standard queue and its dead letter queue, both encrypted and reached over TLS only. Its messages may have a group
 * each (`MessageGroupId`): SQS then keeps a group with many messages from delaying the others, with nothing to set here.
 */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;
  readonly #queueName: string;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { queueName, maxReceiveCount, ageObjective, removalPolicy } = props;
    this.#queueName = queueName;
    const deadLetters = { queueName: deadLetterQueueOf(queueName), source: queueName, removalPolicy };
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', deadLetters).queue;
    this.queue = new Queue(this, 'Queue', {
      queueName,
      visibilityTimeout: props.visibilityTimeout,
      retentionPeriod: props.retention,
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount },
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      removalPolicy,
    });
    alarmOn(this, 'Age', {
      alarmName: `${queueName}-age`,
      description: `A message that was hardly tried has waited for more than ${ageObjective.toSeconds()} s: nobody polls, or too few.`,
      metric: this.queue.metricApproximateAgeOfOldestMessage({ period: Duration.minutes(1), statistic: 'Maximum' }),
      above: ageObjective.toSeconds(),
    });
    alarmOn(this, 'InFlight', {
      alarmName: `${queueName}-in-flight`,
      description: 'So many messages wait for their next attempt that SQS is about to hand out no others.',
      metric: this.queue.metricApproximateNumberOfMessagesNotVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      above: manyInFlight,
    });
  }

  /** Polls the queue for the function, which may also put off a message and send one to the dead letter queue. */
  consumedBy(target: ServiceFunction, consumption: Consumption): void {
    const { batchSize, batchingWindow, maxConcurrency, lateness } = consumption;
    target.function.addEnvironment('QUEUE_URL' satisfies QueueVariable, this.queue.queueUrl);
    target.function.addEnvironment('QUEUE_DLQ_URL' satisfies QueueVariable, this.deadLetters.queueUrl);
    const actions = ['ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'GetQueueAttributes'];
    allow(target, actions, this.queue);
    allow(target, ['SendMessage'], this.deadLetters);
    const poller = target.live.addEventSourceMapping('Poller', {
      eventSourceArn: this.queue.queueArn,
      batchSize,
      maxBatchingWindow: batchingWindow,
      maxConcurrency,
      reportBatchItemFailures: true,
    });
    Validations.of(poller).acknowledge({
      id: 'Serverless::Serverless-LambdaEventSourceMappingDestination',
      reason:
        'A message that fails goes back to its queue and ends in its dead letter queue; SQS has no other destination.',
    });
    alarmOn(this, 'Failures', {
      alarmName: `${this.#queueName}-failures`,
      description: 'The consumer crashed or ran out of time: what it reports itself does not count as an error.',
      metric: target.function.metricErrors({ period: Duration.minutes(5), statistic: 'Sum' }),
      above: 0,
    });
    lateAlarm(this, this.#queueName, lateness);
  }
}

const allow = ({ function: target }: ServiceFunction, actions: readonly string[], { queueArn }: Queue): void =>
  target.addToRolePolicy(
    new PolicyStatement({ actions: actions.map((action) => `sqs:${action}`), resources: [queueArn] }),
  );
