import type { StackTemplate } from '../local/assembly/read.ts';
import { isObject, type JsonObject, list, object, text } from '../local/json.ts';
import { resourcesOf } from './stage.ts';
import { taskUsage } from './tasks.ts';
import { summed, type Usage } from './usage.ts';

/** What a stage costs in a month in which nobody calls it, without what is stored. */
export const fixedUsage = (stacks: readonly StackTemplate[]): Usage =>
  summed(stacks.flatMap(usageOf).filter(({ quantity }) => quantity > 0));

function usageOf(stack: StackTemplate): Usage {
  const { region } = stack;
  const firewalls = resourcesOf(stack, 'AWS::WAFv2::WebACL');
  const alarms = resourcesOf(stack, 'AWS::CloudWatch::Alarm');
  const checks = resourcesOf(stack, 'AWS::Route53::HealthCheck');
  const count = (type: string) => resourcesOf(stack, type).length;
  return [
    { price: 'firewall', region, quantity: firewalls.length },
    { price: 'firewallRule', region, quantity: firewalls.flatMap(({ Rules }) => list(Rules)).length },
    { price: 'alarm', region, quantity: alarms.flatMap(metricsOf).length },
    { price: 'customMetric', region, quantity: customMetrics(alarms) },
    { price: 'dashboard', region, quantity: count('AWS::CloudWatch::Dashboard') },
    { price: 'key', region, quantity: count('AWS::KMS::Key') + count('AWS::KMS::ReplicaKey') },
    ...taskUsage(stack),
    { price: 'healthCheck', region, quantity: checks.length },
    { price: 'healthCheckOption', region, quantity: checks.filter(isHttps).length },
    ...resourcesOf(stack, 'AWS::SecretsManager::Secret').flatMap(({ ReplicaRegions }) =>
      [region, ...list(ReplicaRegions).flatMap((replica) => text(object(replica).Region) ?? [])].map((where) => ({
        price: 'secret' as const,
        region: where,
        quantity: 1,
      })),
    ),
  ];
}

const isHttps = ({ HealthCheckConfig }: JsonObject): boolean =>
  String(object(HealthCheckConfig).Type).startsWith('HTTPS');

/** An alarm on an expression is billed for each metric in it. */
function metricsOf(alarm: JsonObject): readonly JsonObject[] {
  if (alarm.Metrics === undefined) return [alarm];
  return list(alarm.Metrics)
    .map((entry) => object(object(entry).MetricStat).Metric)
    .filter(isObject);
}

/** Those that alarms watch, and that no service of AWS publishes. What logs publish besides is not in a template. */
function customMetrics(alarms: readonly JsonObject[]): number {
  const own = alarms.flatMap(metricsOf).filter(({ Namespace }) => !String(Namespace).startsWith('AWS/'));
  return new Set(
    own.map(({ Namespace, MetricName, Dimensions }) => JSON.stringify([Namespace, MetricName, Dimensions])),
  ).size;
}
