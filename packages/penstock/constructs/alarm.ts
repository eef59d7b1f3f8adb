import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { Aspects, Duration, Stack } from 'aws-cdk-lib/core';
import type { Construct, IConstruct } from 'constructs';

export interface AlarmProps {
  readonly alarmName: string;
  /** What is wrong when it rings. */
  readonly description: string;
  /** One value a minute. */
  readonly metric: IMetric;
  /** It rings while the metric is greater. */
  readonly above: number;
  /** It goes on ringing for so long after that; not at all by default. */
  readonly lingering?: Duration;
}

/** An alarm at the first value that is greater; no data is no trouble: idle queues and functions report none. */
export const alarmOn = (
  scope: Construct,
  id: string,
  { alarmName, description, metric, above, lingering = Duration.minutes(1) }: AlarmProps,
): Alarm =>
  new Alarm(scope, id, {
    alarmName,
    alarmDescription: description,
    metric,
    threshold: above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: Math.max(1, Math.ceil(lingering.toMinutes({ integral: false }))),
    datapointsToAlarm: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });

/** Every alarm within tells the SNS topic of this name, in the alarm's own region, when it rings and when it is over. */
export function alarmsTell(scope: IConstruct, topicName: string): void {
  Aspects.of(scope).add({
    visit: (node) => {
      if (!(node instanceof Alarm)) return;
      const alarmActionArn = Stack.of(node).formatArn({ service: 'sns', resource: topicName });
      node.addAlarmAction({ bind: () => ({ alarmActionArn }) });
      node.addOkAction({ bind: () => ({ alarmActionArn }) });
    },
  });
}
