import { type IQueue, Queue, QueueEncryption, type RedriveAllowPolicy, RedrivePermission } from 'aws-cdk-lib/aws-sqs';
import { Duration, type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarmOn } from './alarm.ts';

export interface DeadLetterQueueProps {
  readonly queueName: string;
  /** The name of the queue whose messages SQS moves here; without one SQS moves none, and only a service sends. */
  readonly source?: string;
  readonly removalPolicy: RemovalPolicy;
}

/** As long as SQS keeps anything. A message from a standard queue brings its age along. */
const deadLetterRetention = Duration.days(14);

/**
 * Where messages wait for a person: kept as long as can be, encrypted, reached over TLS only, with an alarm at the
 * first one. No queue but its source may use it.
 */
export class DeadLetterQueue extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, { queueName, source, removalPolicy }: DeadLetterQueueProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      queueName,
      retentionPeriod: deadLetterRetention,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      redriveAllowPolicy: this.#redriveFrom(source),
      removalPolicy,
    });
    alarmOn(this, 'NotEmpty', {
      alarmName: `${queueName}-not-empty`,
      description: 'A message could not be processed and waits for a person.',
      metric: this.queue.metricApproximateNumberOfMessagesVisible({
        period: Duration.minutes(1),
        statistic: 'Maximum',
      }),
      above: 0,
    });
    Validations.of(this.queue).acknowledge({
      id: 'Serverless::Serverless-SQSRedrivePolicy',
      reason: 'Messages end here, until a person sends them back.',
    });
    if (source !== undefined) return;
    Validations.of(this.queue).acknowledge({
      id: 'AwsSolutions::AwsSolutions-SQS3',
      reason: 'It is itself the dead letter queue of a service, which the rule knows only of queues.',
    });
  }

  /** By name, because a reference would go in a circle: the source names its dead letter queue. */
  #redriveFrom(source: string | undefined): RedriveAllowPolicy {
    if (source === undefined) return { redrivePermission: RedrivePermission.DENY_ALL };
    const arn = Stack.of(this).formatArn({ service: 'sqs', resource: source });
    const sourceQueue: IQueue = Queue.fromQueueArn(this, 'Source', arn);
    return { redrivePermission: RedrivePermission.BY_QUEUE, sourceQueues: [sourceQueue] };
  }
}
