import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Duration, Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import { alarmOn } from './alarm.ts';
import type { ServiceFunction } from './service-function.ts';

export interface StreamRelayProps {
  /** Of the alarm that changes wait. */
  readonly alarmName: string;
  /** Of the table's replica in this region. */
  readonly streamArn: string;
  readonly relay: ServiceFunction;
  /** The attribute of an item that names the region which wrote it: a replica's stream shows what every region wrote. */
  readonly regionAttribute: string;
  /** Takes what cannot be relayed. */
  readonly failures: IQueue;
  /** The variable in which the relay finds the queue for what it cannot relay. */
  readonly failuresVariable: string;
  /** The variable in which it finds the age, in seconds, from which it keeps a change there that fails. */
  readonly keepAfterVariable: string;
}

/**
 * How long a change is tried again. The stream itself forgets after 24 hours, and a change that crashes the relay holds
 * up its shard for as long as it is tried, so this is the longest outage of the bus that asks nothing of anybody. Its
 * age alone ends it: a count of attempts, however high, is used up sooner by calls that fail at once.
 */
const patience = { maxRecordAge: Duration.hours(6), retryAttempts: -1 };

/** Before Lambda gives a change up, the relay keeps it: Lambda tells the queue no more than its place in the stream. */
const keepAfter = Duration.minutes(patience.maxRecordAge.toMinutes() - 30);

/** The changes of a table, in order, to a function that publishes those of its own region. */
export class StreamRelay extends Construct {
  constructor(scope: Construct, id: string, props: StreamRelayProps) {
    super(scope, id);
    const { alarmName, streamArn, relay, failures, failuresVariable, keepAfterVariable } = props;
    relay.function.addEnvironment(failuresVariable, failures.queueUrl);
    relay.function.addEnvironment(keepAfterVariable, String(keepAfter.toSeconds()));
    allow(relay, ['sqs:SendMessage'], failures.queueArn);
    allow(relay, ['dynamodb:DescribeStream', 'dynamodb:GetRecords', 'dynamodb:GetShardIterator'], streamArn);
    // Lambda asks for it of every reader of a stream, and it takes no resource.
    allow(relay, ['dynamodb:ListStreams'], '*');
    relay.live.addEventSourceMapping('Reader', {
      eventSourceArn: streamArn,
      startingPosition: StartingPosition.TRIM_HORIZON,
      batchSize: 100,
      parallelizationFactor: 1,
      filters: [this.#ownChanges(props.regionAttribute)],
      reportBatchItemFailures: true,
      bisectBatchOnError: true,
      ...patience,
      onFailure: { bind: () => ({ destination: failures.queueArn }) },
    });
    alarmOn(this, 'Late', {
      alarmName,
      description: 'Changes wait for their event: the bus is down, the relay fails, or a change crashes it.',
      metric: relay.function.metric('IteratorAge', { period: Duration.minutes(1), statistic: 'Maximum' }),
      above: Duration.minutes(1).toMilliseconds(),
    });
  }

  #ownChanges(regionAttribute: string) {
    return FilterCriteria.filter({
      eventName: FilterRule.or('INSERT', 'MODIFY'),
      dynamodb: { NewImage: { [regionAttribute]: { S: FilterRule.isEqual(Stack.of(this).region) } } },
    });
  }
}

const allow = ({ function: target }: ServiceFunction, actions: string[], resource: string): void =>
  target.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
