import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch';
import { HttpCodeElb, HttpCodeTarget } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Duration } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { alarmOn } from '../alarm.ts';
import type { GrpcLoadBalancer } from './grpc-load-balancer.ts';

export interface GrpcAlarmsProps {
  readonly name: string;
  /** The slowest that the methods promise to be, of 99 in 100 calls. */
  readonly p99: Duration;
}

const period = Duration.minutes(1);

/**
 * What the tasks cannot say themselves. A status of gRPC is in the trailers, and that of HTTP is 200: errors of methods are
 * in the metrics of their operations, as those of functions are.
 */
export function grpcAlarms(
  scope: Construct,
  { loadBalancer, targets }: GrpcLoadBalancer,
  props: GrpcAlarmsProps,
): void {
  const { name, p99 } = props;
  const sum = { period, statistic: 'Sum' };
  alarmOn(scope, 'Failing', {
    alarmName: `${name}-5xx`,
    description: 'The load balancer has no task that answers, or tasks fail before a method is called.',
    metric: new MathExpression({
      expression: 'FILL(balancer, 0) + FILL(tasks, 0)',
      usingMetrics: {
        balancer: loadBalancer.metrics.httpCodeElb(HttpCodeElb.ELB_5XX_COUNT, sum),
        tasks: targets.metrics.httpCodeTarget(HttpCodeTarget.TARGET_5XX_COUNT, sum),
      },
      period,
    }),
    above: 0,
  });
  alarmOn(scope, 'Unhealthy', {
    alarmName: `${name}-unhealthy`,
    description: 'Tasks do not say that they serve.',
    metric: targets.metrics.unhealthyHostCount({ period, statistic: 'Minimum' }),
    above: 0,
  });
  alarmOn(scope, 'Slow', {
    alarmName: `${name}-slow`,
    description: `One call in a hundred waits longer than ${p99.toMilliseconds()} ms for its answer to begin.`,
    metric: targets.metrics.targetResponseTime({ period, statistic: 'p99' }),
    above: p99.toMilliseconds() / 1000,
  });
}
