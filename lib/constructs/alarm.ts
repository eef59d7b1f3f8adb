import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Construct } from 'constructs';

export interface AlarmProps {
  readonly alarmName: string;
  /** What is wrong when it rings. */
  readonly description: string;
  readonly metric: IMetric;
  /** It rings while the metric is greater. */
  readonly above: number;
}

/** An alarm over one period of the metric; no data is no trouble: idle queues and functions report none. */
export const alarmOn = (scope: Construct, id: string, { alarmName, description, metric, above }: AlarmProps): Alarm =>
  new Alarm(scope, id, {
    alarmName,
    alarmDescription: description,
    metric,
    threshold: above,
    comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
    evaluationPeriods: 1,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  });
