import type { MetricScope } from '../../telemetry/metric-scope.ts';

/** Once a minute, as CloudWatch counts and as what scales by it looks. */
const PERIOD_MS = 60_000;
/** How often the calls that run are counted within that. */
const SAMPLE_MS = 1000;

/**
 * A line in CloudWatch's embedded metric format: the most calls that ran at once in a minute, as `RunningCalls`. Its
 * average over the tasks is what a service scales by.
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
function runningCallsLine({ namespace, stage }: MetricScope, most: number, timestamp: number): string {
  return JSON.stringify({
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [
        { Namespace: namespace, Dimensions: [['Stage']], Metrics: [{ Name: 'RunningCalls', Unit: 'Count' }] },
      ],
    },
    Stage: stage,
    RunningCalls: most,
  });
}

/** Counts and writes until the process ends; it keeps no process from that. */
export function reportRunningCalls(
  scope: MetricScope,
  running: () => number,
  write: (line: string) => void = (line) => process.stdout.write(line),
): void {
  let most = 0;
  setInterval(() => {
    most = Math.max(most, running());
  }, SAMPLE_MS).unref();
  setInterval(() => {
    write(`${runningCallsLine(scope, most, Date.now())}\n`);
    most = running();
  }, PERIOD_MS).unref();
}
