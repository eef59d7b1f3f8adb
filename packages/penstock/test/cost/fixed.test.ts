import { expect, it } from '@jest/globals';
import { fixedUsage } from '../../cost/fixed.ts';

const stack = (Resources: Readonly<Record<string, unknown>>) => ({
  name: 'stack',
  region: 'eu-west-1',
  template: { Resources },
  constructPaths: new Map<string, string>(),
  assets: new Map<string, string>(),
});

const alarm = (Namespace: string, MetricName: string) => ({
  Type: 'AWS::CloudWatch::Alarm',
  Properties: { Namespace, MetricName, Dimensions: [] },
});

const line = (price: string, quantity: number, region = 'eu-west-1') => ({ price, region, quantity });

it('counts a firewall with its rules, dashboards, keys, and health checks', () => {
  const rules = [{ Name: 'rate' }, { Name: 'common' }];
  const usage = fixedUsage([
    stack({
      Acl: { Type: 'AWS::WAFv2::WebACL', Properties: { Rules: rules } },
      Board: { Type: 'AWS::CloudWatch::Dashboard', Properties: {} },
      Key: { Type: 'AWS::KMS::Key', Properties: {} },
      Copy: { Type: 'AWS::KMS::ReplicaKey', Properties: {} },
      Http: { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'HTTP' } } },
      Https: { Type: 'AWS::Route53::HealthCheck', Properties: { HealthCheckConfig: { Type: 'HTTPS' } } },
    }),
  ]);

  expect(usage).toEqual([
    line('firewall', 1),
    line('firewallRule', 2),
    line('dashboard', 1),
    line('key', 2),
    line('healthCheck', 2),
    line('healthCheckOption', 1),
  ]);
});

it('counts each metric of an alarm, and a metric of the app once', () => {
  const stat = (Namespace: string, MetricName: string) => ({ MetricStat: { Metric: { Namespace, MetricName } } });
  const usage = fixedUsage([
    stack({
      One: alarm('AWS/SQS', 'Age'),
      Own: alarm('Parcels', 'Late'),
      Again: alarm('Parcels', 'Late'),
      Ratio: {
        Type: 'AWS::CloudWatch::Alarm',
        Properties: {
          Metrics: [stat('AWS/Lambda', 'Errors'), stat('AWS/Lambda', 'Invocations'), { Expression: 'a/b' }],
        },
      },
    }),
  ]);

  expect(usage).toEqual([line('alarm', 5), line('customMetric', 1)]);
});

it('counts a secret in each region that has a copy', () => {
  const secret = {
    Type: 'AWS::SecretsManager::Secret',
    Properties: { ReplicaRegions: [{ Region: 'eu-west-2' }, { Region: 'eu-central-1' }] },
  };

  expect(fixedUsage([stack({ secret })])).toEqual([
    line('secret', 1),
    line('secret', 1, 'eu-west-2'),
    line('secret', 1, 'eu-central-1'),
  ]);
});

it('counts tasks by their size, and what is before and around them, for the hours of a month', () => {
  const task = { Type: 'AWS::ECS::TaskDefinition', Properties: { Cpu: '512', Memory: '1024' } };
  const usage = fixedUsage([
    stack({
      Task: task,
      Service: { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'Task' }, DesiredCount: 2 } },
      Balancer: { Type: 'AWS::ElasticLoadBalancingV2::LoadBalancer', Properties: {} },
      Nat: { Type: 'AWS::EC2::NatGateway', Properties: {} },
      Address: { Type: 'AWS::EC2::EIP', Properties: {} },
    }),
  ]);

  expect(usage).toEqual([
    line('taskCpu', 730),
    line('taskMemory', 2 * 730),
    line('loadBalancer', 730),
    line('natGateway', 730),
    line('publicAddress', 730),
  ]);
});

it('counts one task where a service does not say how many', () => {
  const task = { Type: 'AWS::ECS::TaskDefinition', Properties: { Cpu: '1024', Memory: '2048' } };
  const service = { Type: 'AWS::ECS::Service', Properties: { TaskDefinition: { Ref: 'task' } } };

  expect(fixedUsage([stack({ task, service })])).toEqual([line('taskCpu', 730), line('taskMemory', 2 * 730)]);
});
