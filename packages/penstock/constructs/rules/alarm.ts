import { asArray, asObject, show } from '../../contract/json.ts';
import { type Resource, referenced, resourcesOf, violation } from './resources.ts';
import type { Violation } from './rule.ts';

/** An alarm that somebody relies on: it rings when the statistic is over a threshold. */
export interface Wanted {
  readonly metric: string;
  readonly statistic: 'Maximum' | 'Sum';
  readonly threshold: number | { readonly under: number };
  /** Seconds for which one such value makes it ring. */
  readonly lingering?: number;
}

/** A finding about what is to be watched, unless one of its alarms rings as it should. */
export function withoutAlarm(
  watched: Resource,
  wanted: Wanted,
  isOf: (alarm: Resource) => boolean = watches(watched),
): readonly Violation[] {
  const known = resourcesOf(watched.stack, 'AWS::CloudWatch::Alarm').filter(
    (alarm) => alarm.properties.MetricName === wanted.metric && isOf(alarm),
  );
  if (known.some((alarm) => rings(alarm, wanted))) return [];
  const { metric, statistic, threshold, lingering } = wanted;
  const [received = 'nothing'] = known.map((alarm) => {
    const { Statistic, ComparisonOperator, Threshold } = alarm.properties;
    return [Statistic, ComparisonOperator, show(Threshold), ...inTime(lingering && lingersOf(alarm))].join(' ');
  });
  const limit = typeof threshold === 'number' ? threshold : `less than ${threshold.under}`;
  const expected = [statistic, greater, limit, ...inTime(lingering)].join(' ');
  const message = `received ${received} as alarm on ${metric}, expected ${expected}`;
  const { location, fix } = advice[watched.type] ?? advice.other;
  return [violation(watched, location, message, fix)];
}

interface Advice {
  readonly location: string;
  readonly fix: string;
}

const made = 'make it a WorkQueue, a DeadLetterQueue or a StreamRelay';
const advice: Readonly<Record<string, Advice>> & { readonly other: Advice } = {
  'AWS::SQS::Queue': { location: 'Properties.QueueName', fix: made },
  'AWS::Events::Rule': { location: 'Properties.Name', fix: 'route with `deliver` of the EventBus' },
  other: { location: 'Properties.FunctionName', fix: made },
};

const greater = 'GreaterThanThreshold';
const inTime = (seconds: number | undefined) => (seconds === undefined ? [] : [`for ${seconds} s`]);

function rings(alarm: Resource, { statistic, threshold, lingering }: Wanted): boolean {
  const { ComparisonOperator, Statistic, Threshold } = alarm.properties;
  const holds = typeof threshold === 'number' ? Threshold === threshold : Number(Threshold) < threshold.under;
  const lingers = lingering === undefined || lingersOf(alarm) >= lingering;
  return ComparisonOperator === greater && Statistic === statistic && holds && lingers;
}

function lingersOf({ properties }: Resource): number {
  const { EvaluationPeriods, DatapointsToAlarm, Period } = properties;
  return DatapointsToAlarm === 1 ? Number(EvaluationPeriods) * Number(Period) : 0;
}

/** Whether an alarm is on a metric of this namespace with these dimensions and no other. */
export const isAbout =
  (namespace: string, dimensions: Readonly<Record<string, unknown>>) =>
  ({ properties: { Namespace, Dimensions } }: Resource): boolean => {
    const received = asArray(Dimensions).map(asObject);
    return (
      Namespace === namespace &&
      received.length === Object.keys(dimensions).length &&
      received.every(({ Name, Value }) => Value === dimensions[String(Name)])
    );
  };

const watches =
  ({ logicalId }: Resource) =>
  ({ properties }: Resource): boolean =>
    asArray(properties.Dimensions).some((one) => referenced(asObject(one).Value) === logicalId);
