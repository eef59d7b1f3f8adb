import type { MetricScope } from './metric-scope.ts';

/** A request that made use of something that has a sunset date. */
export interface DeprecatedUse {
  /** Its schema coordinate, `Parcel.label`, or the operationId of an operation. */
  readonly coordinate: string;
  /** YYYY-MM-DD. */
  readonly sunset: string;
  readonly tenant: string;
  readonly requestId: string;
  /** What the client calls itself; absent where that is not asked. */
  readonly userAgent?: string | undefined;
}

/**
 * A line in CloudWatch's embedded metric format: how often what goes is still used, and by whom. What is deprecated is
 * little, so it may be a dimension; every other field is in the log line of the request. Tenants are many and no dimension.
 */
export function deprecatedUseLine({ namespace, stage }: MetricScope, use: DeprecatedUse, timestamp: number): string {
  const { coordinate, sunset, tenant, requestId, userAgent } = use;
  const Metrics = [{ Name: 'DeprecatedUses', Unit: 'Count' }];
  return JSON.stringify({
    _aws: {
      Timestamp: timestamp,
      CloudWatchMetrics: [{ Namespace: namespace, Dimensions: [['Stage', 'Deprecated']], Metrics }],
    },
    Stage: stage,
    Deprecated: coordinate,
    DeprecatedUses: 1,
    Sunset: sunset,
    Tenant: tenant,
    RequestId: requestId,
    UserAgent: userAgent,
  });
}

/** Straight to stdout, as the metrics of requests. */
export const deprecatedUseWriter =
  (scope: MetricScope, write: (line: string) => void = (line) => process.stdout.write(line)) =>
  (use: DeprecatedUse): void =>
    write(`${deprecatedUseLine(scope, use, Date.now())}\n`);
