import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SynthesizedStack } from 'penstock-rules/rule';
import { referenced, resourcesOf } from 'penstock-rules/template/resources';
import type { AppParts } from '../../constructs/context/app-parts.ts';
import { checkStage, loadStage } from '../../constructs/stage/load.ts';
import type { Grpc, Stage } from '../../constructs/stage/stage.ts';
import { asArray, asObject, type JsonObject } from '../../contract/json.ts';
import { withServices } from '../../contract/rpc/endpoints.ts';
import { loadRpc } from '../../contract/rpc/load.ts';
import { evaluate } from '../../local/iam/policy.ts';
import { readPlan } from '../../local/plan.ts';
import { parts as sample } from '../../testkit/sample/app.ts';
import { contract } from '../../testkit/sample/contract.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { only, stackOf, stacksOfStage } from '../../testkit/stacks.ts';
import { parcelsFolder } from '../contract/rpc/parcels.ts';
import { context, temporaryFolder } from './synthesized.ts';

const parts: AppParts = { ...sample, contract: withServices(contract, loadRpc(parcelsFolder, contract)) };
const domain = { name: 'grpc.acme.dev', hostedZone: { id: 'Z0123456789ABC', name: 'acme.dev' } };
const network = {
  vpcId: 'vpc-0123456789abcdef0',
  cidr: '10.1.0.0/16',
  subnets: { 'eu-west-1a': 'subnet-0123456789abcdef0', 'eu-west-1b': 'subnet-0123456789abcdef1' },
};

/** The stacks of a stage, and the folder of its assembly. */
function synthesized(stage: Stage, localGrpc = false) {
  const folder = temporaryFolder();
  const options = localGrpc ? { localGrpc, localOrigin: 'http://127.0.0.1:1' } : {};
  const known = { [stage.name]: stage };
  const stacks = stacksOfStage({ parts, stage: loadStage(stage.name, parts, { known, ...options }), context, folder });
  return { stacks, outdir: join(folder, 'out') };
}

const withGrpc = (grpc: Grpc, changes: Partial<Stage> = {}): SynthesizedStack => {
  const { stacks } = synthesized({ ...stages.dev, ...changes, grpc });
  return stackOf(stacks, 'parcels-dev-grpc-eu-west-1');
};

let stack: SynthesizedStack;
beforeAll(() => {
  stack = withGrpc({ domain, networks: { 'eu-west-1': network } }, { alarmTopic: 'alarms' });
});

const container = (): JsonObject => asObject(asArray(only(stack, 'AWS::ECS::TaskDefinition').ContainerDefinitions)[0]);
const variables = (): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    asArray(container().Environment)
      .map(asObject)
      .map(({ Name, Value }) => [String(Name), Value]),
  );

it('is in no stage that does not ask for it', () => {
  const { stacks } = synthesized(stages.dev);
  expect(stacks.filter(({ name }) => name.includes('grpc'))).toEqual([]);
});

describe('what stands before the tasks', () => {
  it('is inside the network, and ends TLS by the name of the stage', () => {
    expect(only(stack, 'AWS::ElasticLoadBalancingV2::LoadBalancer')).toMatchObject({
      Scheme: 'internal',
      Subnets: Object.values(network.subnets),
    });
    expect(only(stack, 'AWS::ElasticLoadBalancingV2::Listener')).toMatchObject({ Protocol: 'HTTPS', Port: 443 });
    expect(only(stack, 'AWS::CertificateManager::Certificate')).toMatchObject({ DomainName: 'grpc.acme.dev' });
    expect(only(stack, 'AWS::Route53::RecordSet')).toMatchObject({ Name: 'grpc.acme.dev.' });
  });

  it('speaks gRPC to them, and asks for their health by it', () => {
    expect(only(stack, 'AWS::ElasticLoadBalancingV2::TargetGroup')).toMatchObject({
      ProtocolVersion: 'GRPC',
      TargetType: 'ip',
      HealthCheckPath: '/grpc.health.v1.Health/Check',
      Matcher: { GrpcCode: '0' },
    });
  });

  it('lets in what is in the network, and nobody else', () => {
    const sources = resourcesOf(stack, 'AWS::EC2::SecurityGroup').flatMap(({ properties }) =>
      asArray(properties.SecurityGroupIngress).map((rule) => asObject(rule).CidrIp),
    );
    expect(new Set(sources)).toEqual(new Set([network.cidr]));
  });
});

describe('a task', () => {
  it('runs the bundle of this synth on arm64, as nobody, and writes nothing', () => {
    expect(only(stack, 'AWS::ECS::TaskDefinition')).toMatchObject({
      RuntimePlatform: { CpuArchitecture: 'ARM64' },
      RequiresCompatibilities: ['FARGATE'],
    });
    expect(container()).toMatchObject({ ReadonlyRootFilesystem: true, User: 'node', StopTimeout: 120 });
    expect(variables().BUNDLE_SHA256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('is told what the functions of the services are told, the authorizer, and how many calls of each method run', () => {
    expect(variables()).toMatchObject({
      PARCELS_TABLE: 'parcels-dev-parcels',
      TOKEN_ISSUER: 'https://auth.dev.example.com',
      PENSTOCK_STAGE: 'dev',
    });
    expect(JSON.parse(String(variables().GRPC_CONCURRENCY))).toMatchObject({ 'ParcelService.CreateParcel': 5 });
  });

  it('may what its methods may, and read its own bundle', () => {
    const roleId = asArray(asObject(only(stack, 'AWS::ECS::TaskDefinition').TaskRoleArn)['Fn::GetAtt'])[0];
    const statements = resourcesOf(stack, 'AWS::IAM::Policy')
      .filter(({ properties }) => asArray(properties.Roles).some((one) => referenced(one) === roleId))
      .flatMap(({ properties }) => asArray(asObject(properties.PolicyDocument).Statement).map(asObject));
    const actions = statements.flatMap(({ Action }) => [Action].flat().map(String)).toSorted();
    expect(actions).toEqual(['dynamodb:GetItem', 'dynamodb:PutItem', 's3:GetObject']);
    const text = JSON.stringify(statements);
    expect(text).toContain(':table/parcels-dev-parcels');
    expect(text).toContain('.cjs');
    expect(text).not.toContain('*');
  });

  it('is found by Service Connect, and is replaced only by one that serves', () => {
    expect(only(stack, 'AWS::ECS::Service')).toMatchObject({
      ServiceConnectConfiguration: { Enabled: true, Services: [{ PortName: 'grpc', DiscoveryName: 'grpc' }] },
      DeploymentConfiguration: {
        MinimumHealthyPercent: 100,
        DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      },
    });
    expect(only(stack, 'AWS::ServiceDiscovery::HttpNamespace')).toEqual({ Name: 'parcels-dev-grpc' });
  });

  it('has company while more calls run than a share of its places', () => {
    const places = Object.values<number>(JSON.parse(String(variables().GRPC_CONCURRENCY))).reduce((a, b) => a + b, 0);
    const { TargetTrackingScalingPolicyConfiguration: target } = only(
      stack,
      'AWS::ApplicationAutoScaling::ScalingPolicy',
    );
    expect(target).toMatchObject({
      CustomizedMetricSpecification: { MetricName: 'RunningCalls', Statistic: 'Average' },
      TargetValue: Math.floor(0.6 * places),
    });
    expect(only(stack, 'AWS::ApplicationAutoScaling::ScalableTarget')).toMatchObject({
      MinCapacity: 2,
      MaxCapacity: 10,
    });
  });

  it('keeps its log as long as the stage says', () => {
    expect(only(stack, 'AWS::Logs::LogGroup')).toMatchObject({
      LogGroupName: '/aws/ecs/parcels-dev-grpc',
      RetentionInDays: 14,
    });
  });
});

it('rings for answers of 5xx, for tasks that do not serve and for slow ones, at the topic of the stage', () => {
  const alarms = resourcesOf(stack, 'AWS::CloudWatch::Alarm').map(({ properties }) => properties);
  expect(alarms.map(({ AlarmName }) => AlarmName).toSorted()).toEqual(
    ['5xx', 'slow', 'unhealthy'].map((what) => `parcels-dev-grpc-${what}`),
  );
  expect(alarms.every(({ AlarmActions }) => asArray(AlarmActions).length === 1)).toBe(true);
});

it('makes a network where none is given, and looks nothing up for it', () => {
  const own = withGrpc({ domain });
  expect(only(own, 'AWS::EC2::VPC')).toMatchObject({ CidrBlock: '10.64.0.0/16' });
  expect(resourcesOf(own, 'AWS::EC2::NatGateway')).toHaveLength(1);
  expect(resourcesOf(own, 'AWS::EC2::VPCEndpoint')).toHaveLength(2);
});

it('runs on a laptop with the environment and the role of its task', () => {
  const { outdir } = synthesized({ ...stages.local, name: 'local' }, true);
  const [task] = readPlan(outdir).tasks;
  expect(task?.identity.environment).toMatchObject({ PARCELS_TABLE: 'parcels-local-parcels' });
  expect(task?.file).toMatch(/\.cjs$/);
  const table = 'arn:aws:dynamodb:eu-west-1:000000000000:table/parcels-local-parcels';
  const may = (action: string) => evaluate(task?.identity.role.statements ?? [], action, table);
  expect(['dynamodb:GetItem', 'dynamodb:DeleteItem'].map(may)).toEqual(['allowed', 'implicit-deny']);
});

it.each<[string, Partial<Grpc>, string, string]>([
  [
    'a network of a region that it does not have',
    { networks: { 'eu-west-2': network } },
    'networks.eu-west-2',
    'one of',
  ],
  [
    'one zone',
    { networks: { 'eu-west-1': { ...network, subnets: { 'eu-west-1a': 'subnet-0123456789abcdef0' } } } },
    'networks.eu-west-1.subnets',
    '2 zones',
  ],
  [
    'a zone of another region',
    {
      networks: {
        'eu-west-1': { ...network, subnets: { ...network.subnets, 'eu-west-2a': 'subnet-0123456789abcdef2' } },
      },
    },
    'networks.eu-west-1.subnets.eu-west-2a',
    'a zone of eu-west-1',
  ],
  ['fewer tasks at most than at least', { tasks: { min: 3, max: 2 } }, 'tasks', 'no more than max'],
])('fails with %s', (_, grpc, path, expected) => {
  const findings = checkStage({ ...stages.dev, grpc: { domain, ...grpc } }, parts);
  expect(findings[0]).toMatchObject({ path: `grpc.${path}`, expected: expect.stringContaining(expected) });
});
