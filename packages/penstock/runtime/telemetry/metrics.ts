import type { MetricScope } from './metric-scope.ts';

export interface RequestMetric {
  readonly operation: string;
  readonly requestId: string;
  readonly correlationId: string;
  readonly status: number;
  /** Milliseconds. */
  readonly latency: number;
  readonly replayed: boolean;
  readonly coldStart: boolean;
  /** Absent: nobody was admitted. */
  readonly tenant?: string;
  /** Searchable beside the ids, and no dimensions. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

const definitions = [
  { Name: 'Latency', Unit: 'Milliseconds' },
  { Name: 'Requests', Unit: 'Count' },
  { Name: 'ClientErrors', Unit: 'Count' },
  { Name: 'ServerErrors', Unit: 'Count' },
  { Name: 'Replayed', Unit: 'Count' },
  { Name: 'ColdStarts', Unit: 'Count' },
] as const;

/**
 * A line in CloudWatch's embedded metric format: dimensions Stage and Operation, the ids and the
 * tenant as searchable properties: a dimension would be a metric to pay for of each tenant.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function metricLine({ namespace, stage }: MetricScope, metric: RequestMetric, timestamp: number): string {
  const { operation, requestId, correlationId, status, latency, replayed, coldStart, tenant, properties } = metric;
  return JSON.stringify({
    ...properties,
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['Stage', 'Operation']], Metrics: definitions }],
    },
    Stage: stage,
    Operation: operation,
    Latency: latency,
    Requests: 1,
    ClientErrors: Number(status >= 400 && status < 500),
    ServerErrors: Number(status >= 500),
    Replayed: Number(replayed),
    ColdStarts: Number(coldStart),
    StatusClass: `${Math.floor(status / 100)}xx`,
    RequestId: requestId,
    CorrelationId: correlationId,
    Tenant: tenant,
  });
}

/** Straight to stdout: Lambda's own console would wrap the line and CloudWatch would not see the metrics. */
export const metricWriter =
  (scope: MetricScope, write: (line: string) => void = (line) => process.stdout.write(line)) =>
  (metric: RequestMetric): void =>
    write(`${metricLine(scope, metric, Date.now())}\n`);
