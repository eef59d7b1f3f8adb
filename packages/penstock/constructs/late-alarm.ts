import { type Alarm, Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { alarmOn } from './alarm.ts';
import { ageMetricOf, consumerDimensions } from './consumer-metrics.ts';

export interface Lateness {
  /** Of the metrics of the app's functions. */
  readonly namespace: string;
  /** The stage and the consumer, by which a consumer's own metrics are told apart. */
  readonly stage: string;
  readonly consumer: string;
  /** Messages have groups, and a group that keeps its messages waiting is no trouble of the queue's. */
  readonly fair: boolean;
  /** What is late. */
  readonly lateAfter: Duration;
  /** The longest wait between two attempts. */
  readonly maxWait: Duration;
}

/**
 * SQS leaves a message that was received three times or more out of ApproximateAgeOfOldestMessage, so that metric knows
 * nothing of retries (Amazon SQS Developer Guide, "Available CloudWatch metrics"). The consumer says itself how old each
 * message was at the end of an attempt; of a fair queue only those count whose failure it did not foresee. Between two
 * attempts nothing is said, so the alarm lingers for as long as that.
 */
export function lateAlarm(scope: Construct, queueName: string, lateness: Lateness): Alarm {
  const { namespace, stage, consumer, fair, lateAfter, maxWait } = lateness;
  return alarmOn(scope, 'Late', {
    alarmName: `${queueName}-late`,
    description: fair
      ? `Messages older than ${lateAfter.toSeconds()} s fail for a reason that their consumer did not foresee.`
      : `Messages are still tried after ${lateAfter.toSeconds()} s: what their consumer needs fails.`,
    metric: new Metric({
      namespace,
      metricName: ageMetricOf(lateness),
      dimensionsMap: consumerDimensions(stage, consumer),
      period: Duration.minutes(1),
      statistic: 'Maximum',
    }),
    above: lateAfter.toMilliseconds(),
    lingering: maxWait,
  });
}
