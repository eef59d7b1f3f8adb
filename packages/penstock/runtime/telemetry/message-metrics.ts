import type { MetricScope } from './metric-scope.ts';

export type MessageOutcome = 'handled' | 'retried' | 'dead-lettered' | 'not-started';

export interface MessageMetric {
  readonly consumer: string;
  readonly messageId: string;
  readonly correlationId: string;
  readonly outcome: MessageOutcome;
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds from the message's arrival in the queue to the end of this attempt. */
  readonly age: number;
  /** It is tried again for a failure that its consumer did not foresee: no TransientError, or a queue that does not answer. */
  readonly unforeseen: boolean;
  readonly coldStart: boolean;
}

/** By which CloudWatch finds the metrics: alarms name them so. */
const dimensions = ['Stage', 'Consumer'] as const;
export type MessageMetricDimension = (typeof dimensions)[number];
export type MessageMetricName = (typeof definitions)[number]['Name'];

const definitions = [
  { Name: 'Duration', Unit: 'Milliseconds' },
  { Name: 'Age', Unit: 'Milliseconds' },
  { Name: 'UnforeseenAge', Unit: 'Milliseconds' },
  { Name: 'Messages', Unit: 'Count' },
  { Name: 'Handled', Unit: 'Count' },
  { Name: 'Retried', Unit: 'Count' },
  { Name: 'DeadLettered', Unit: 'Count' },
  { Name: 'ColdStarts', Unit: 'Count' },
] as const;

/** A line in CloudWatch's embedded metric format, as of a request: dimensions Stage and Consumer. */
export function messageMetricLine({ namespace, stage }: MetricScope, metric: MessageMetric, timestamp: number): string {
  const { consumer, messageId, correlationId, outcome, duration, age, unforeseen, coldStart } = metric;
  return JSON.stringify({
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [dimensions], Metrics: definitions }],
    },
    ...({ Stage: stage, Consumer: consumer } satisfies Record<MessageMetricDimension, string>),
    Duration: duration,
    Age: age,
    UnforeseenAge: unforeseen ? age : 0,
    Messages: 1,
    Handled: Number(outcome === 'handled'),
    Retried: Number(outcome === 'retried' || outcome === 'not-started'),
    DeadLettered: Number(outcome === 'dead-lettered'),
    ColdStarts: Number(coldStart),
    MessageId: messageId,
    CorrelationId: correlationId,
  });
}

/** Straight to stdout, as the metrics of requests. */
export const messageMetricWriter =
  (scope: MetricScope, write: (line: string) => void = (line) => process.stdout.write(line)) =>
  (metric: MessageMetric): void =>
    write(`${messageMetricLine(scope, metric, Date.now())}\n`);
