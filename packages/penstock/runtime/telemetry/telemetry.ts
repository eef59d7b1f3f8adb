import { type DeprecatedUse, deprecatedUseWriter } from './deprecated-uses.ts';
import { createLog, type Log } from './log.ts';
import type { MetricScope } from './metric-scope.ts';
import { metricWriter, type RequestMetric } from './metrics.ts';
import { createTracer, type Tracer } from './tracer.ts';

/** All that the runtime tells about itself. */
export interface Telemetry {
  readonly log: Log;
  readonly tracer: Tracer;
  readonly metric: (metric: RequestMetric) => void;
  readonly deprecatedUse: (use: DeprecatedUse) => void;
}

export const createTelemetry = ({ service, ...scope }: MetricScope & { readonly service: string }): Telemetry => ({
  log: createLog(service),
  tracer: createTracer(service),
  metric: metricWriter(scope),
  deprecatedUse: deprecatedUseWriter(scope),
});
