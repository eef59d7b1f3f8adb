import { asArray, asObject, show } from '../json.ts';
import type { Violation } from '../rule.ts';
import { type Resource, referenced, resourcesOf, violation } from './resources.ts';

/** An alarm that somebody relies on: it rings when the statistic is over a threshold. */
export interface RequiredAlarm {
  readonly metric: string;
  readonly statistic: 'Maximum' | 'Sum';
  readonly threshold: number | { readonly under: number };
  /** It goes on ringing for so long after one such value. */
  readonly lingeringSeconds?: number;
  readonly fix: string;
}

/** A violation of what is to be watched, unless one of its alarms rings as it should. */
export function withoutAlarm(
  watched: Resource,
  required: RequiredAlarm,
  isOf: (alarm: Resource) => boolean = watches(watched),
): readonly Violation[] {
  const known = resourcesOf(watched.stack, 'AWS::CloudWatch::Alarm').filter(
    (alarm) => alarm.properties.MetricName === required.metric && isOf(alarm),
  );
  if (known.some((alarm) => rings(alarm, required))) return [];
  const { metric, statistic, threshold, lingeringSeconds, fix } = required;
  const [received = 'nothing'] = known.map((alarm) => {
    const { Statistic, ComparisonOperator, Threshold } = alarm.properties;
    const lasting = inTime(lingeringSeconds && lingeringOf(alarm));
    return [Statistic, ComparisonOperator, show(Threshold), ...lasting].join(' ');
  });
  const limit = typeof threshold === 'number' ? threshold : describeUnder(threshold.under);
  const expected = [statistic, greater, limit, ...inTime(lingeringSeconds)].join(' ');
  const message = `received ${received} as alarm on ${metric}, expected ${expected}`;
  return [violation(watched, `Properties.${nameMembers[watched.type] ?? 'Name'}`, message, fix)];
}

/** The member that names a resource, and by which its metrics know it. */
const nameMembers: Readonly<Record<string, string>> = {
  'AWS::SQS::Queue': 'QueueName',
  'AWS::Lambda::Function': 'FunctionName',
};

const greater = 'GreaterThanThreshold';
const describeUnder = (under: number): string => (under === Number.POSITIVE_INFINITY ? 'any' : `less than ${under}`);
const inTime = (seconds: number | undefined) => (seconds === undefined ? [] : [`for ${seconds} s`]);

function rings(alarm: Resource, { statistic, threshold, lingeringSeconds }: RequiredAlarm): boolean {
  if (alarm.properties.Statistic !== statistic) return false;
  const above = ringsAbove(alarm);
  const holds = typeof threshold === 'number' ? above === threshold : above < threshold.under;
  return holds && (lingeringSeconds === undefined || lingeringOf(alarm) >= lingeringSeconds);
}

/** The metrics are whole numbers: at least 1 is above 0. Not a number where the alarm rings on anything else. */
function ringsAbove({ properties: { ComparisonOperator, Threshold } }: Resource): number {
  if (ComparisonOperator === greater) return Number(Threshold);
  return ComparisonOperator === 'GreaterThanOrEqualToThreshold' ? Number(Threshold) - 1 : Number.NaN;
}

function lingeringOf({ properties }: Resource): number {
  const { EvaluationPeriods, DatapointsToAlarm, Period } = properties;
  return DatapointsToAlarm === 1 ? Number(EvaluationPeriods) * Number(Period) : 0;
}

/** Whether an alarm is on a metric of this namespace with these dimensions and no other. */
export const isAbout =
  (namespace: string, dimensions: Readonly<Record<string, (value: unknown) => boolean>>) =>
  ({ properties: { Namespace, Dimensions } }: Resource): boolean => {
    const received = asArray(Dimensions).map(asObject);
    return (
      Namespace === namespace &&
      received.length === Object.keys(dimensions).length &&
      received.every(({ Name, Value }) => dimensions[String(Name)]?.(Value) === true)
    );
  };

const watches = ({ logicalId, type, properties }: Resource): ((alarm: Resource) => boolean) => {
  const name = properties[nameMembers[type] ?? 'Name'];
  return (alarm) =>
    asArray(alarm.properties.Dimensions)
      .map((one) => asObject(one).Value)
      .some((value) => referenced(value) === logicalId || (name !== undefined && value === name));
};
