import { join } from 'node:path';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Cluster, FargateService, type ICluster } from 'aws-cdk-lib/aws-ecs';
import { NamespaceType } from 'aws-cdk-lib/aws-servicediscovery';
import { CfnOutput, Duration, Fn, Stack, Validations } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { nativeBundle } from '../../build/native-entry.ts';
import type { Operation } from '../../contract/model.ts';
import { servedBy } from '../../contract/rpc/endpoints.ts';
import { grpcAlarms } from '../grpc/grpc-alarms.ts';
import { GrpcLoadBalancer } from '../grpc/grpc-load-balancer.ts';
import { GrpcNetwork } from '../grpc/grpc-network.ts';
import { GrpcTask, grpcPort, grpcPortName } from '../grpc/grpc-task.ts';
import type { Grpc } from '../stage/stage.ts';
import type { ApiStackProps } from './api.ts';
import { regionalName } from './edge-names.ts';
import { namesOf } from './names.ts';
import { Resources } from './resources.ts';
import { tokenEnvironment } from './service-functions.ts';
import { isProtected, removalPolicyOf, stackProps } from './stack-props.ts';
import { telemetryOf } from './stage-function.ts';

export interface GrpcStackProps extends ApiStackProps {
  readonly grpc: Grpc;
}

const defaultImage = 'public.ecr.aws/docker/library/node:24-slim';

/** How full the bulkheads of a task are, on average, before there is another task. */
const targetUtilization = 0.6;

/** The methods of all services by gRPC, inside a network. It refers to nothing in another stack or region. */
export class GrpcStack extends Stack {
  readonly #props: GrpcStackProps;

  constructor(scope: Construct, props: GrpcStackProps) {
    const { stage, region, grpc, contract } = props;
    const names = namesOf(stage);
    super(scope, names.grpcStack(region), stackProps(stage, names.grpcStack(region), region, 'gRPC'));
    this.#props = props;
    const methods = contract.operations.filter(({ rpc }) => rpc !== undefined);
    const network = new GrpcNetwork(this, 'Network', { given: grpc.networks?.[region] });
    const service = this.#service(network, this.#task(methods));
    const host = stage.regions.length > 1 ? regionalName(grpc.domain, region) : grpc.domain.name;
    const balancer = new GrpcLoadBalancer(this, 'Balancer', {
      ...{ name: names.grpc, network, service, host, domain: grpc.domain },
      idleTimeout: Duration.seconds(Math.max(60, ...methods.map(({ timeouts }) => timeouts.function + 5))),
      deletionProtection: isProtected(stage, names.grpcStack(region)),
    });
    this.#scale(service, methods);
    const slowest = Math.max(...methods.filter(({ rpc }) => rpc?.streams !== true).map(({ policy }) => policy.slo.p99));
    grpcAlarms(this, balancer, { name: names.grpc, p99: Duration.millis(slowest) });
    new CfnOutput(this, 'GrpcUrl', { value: `https://${host}` });
  }

  /** Without an account there are none to look up; with one none has to be. */
  override get availabilityZones(): string[] {
    return [0, 1].map((index) => Fn.select(index, Fn.getAzs()));
  }

  #task(methods: readonly Operation[]): GrpcTask {
    const { stage, grpc, contract, assets, version } = this.#props;
    const task = new GrpcTask(this, 'Task', {
      name: namesOf(stage).grpc,
      image: grpc.image ?? defaultImage,
      bundle: join(assets, nativeBundle, 'index.cjs'),
      concurrency: Object.fromEntries(methods.map(({ operationId, policy }) => [operationId, policy.concurrency])),
      environment: {
        ...telemetryOf(stage),
        ...tokenEnvironment(stage),
        POWERTOOLS_LOG_LEVEL: stage.logLevel,
        RELEASE_VERSION: version,
      },
      logRetention: stage.logRetentionDays,
      removalPolicy: removalPolicyOf(stage),
    });
    const served = new Set(methods.map(({ rpc }) => rpc?.function));
    const isServed = (name: string) => servedBy(contract, name).some((one) => served.has(one));
    const resources = new Resources(this, this.#props);
    resources.connect((name) => (isServed(name) ? [task] : []));
    resources.connectAuthorizer(task);
    return task;
  }

  /** Others find it by the load balancer, or by Service Connect, in the namespace that its cluster is named after. */
  #service(network: GrpcNetwork, { definition }: GrpcTask): FargateService {
    const { stage, grpc } = this.#props;
    const { grpc: name } = namesOf(stage);
    const cluster = new Cluster(this, 'Cluster', {
      vpc: network.vpc,
      defaultCloudMapNamespace: { name, type: NamespaceType.HTTP, useForServiceConnect: true },
    });
    acknowledgeNamespace(cluster);
    Validations.of(cluster).acknowledge({
      id: 'AwsSolutions::AwsSolutions-ECS4',
      reason: 'Calls have metrics of their own, by operation; Container Insights would cost as much as a task.',
    });
    return new FargateService(this, 'Service', {
      cluster: cluster as ICluster,
      taskDefinition: definition,
      desiredCount: tasksOf(grpc).min,
      minHealthyPercent: 100,
      maxHealthyPercent: 200,
      circuitBreaker: { rollback: true },
      vpcSubnets: { subnets: [...network.subnets] },
      securityGroups: [network.openAt('TaskAccess', grpcPort)],
      assignPublicIp: false,
      healthCheckGracePeriod: Duration.seconds(60),
      serviceConnectConfiguration: {
        services: [{ portMappingName: grpcPortName, discoveryName: grpcPortName, port: grpcPort }],
      },
    });
  }

  #scale(service: FargateService, methods: readonly Operation[]): void {
    const { stage, grpc } = this.#props;
    const { min, max } = tasksOf(grpc);
    const places = methods.reduce((sum, { policy }) => sum + policy.concurrency, 0);
    service.autoScaleTaskCount({ minCapacity: min, maxCapacity: max }).scaleToTrackCustomMetric('RunningCalls', {
      metric: new Metric({
        namespace: namesOf(stage).metricNamespace,
        metricName: 'RunningCalls',
        dimensionsMap: { Stage: stage.name },
        period: Duration.minutes(1),
        statistic: 'Average',
      }),
      targetValue: Math.max(1, Math.floor(places * targetUtilization)),
      scaleInCooldown: Duration.minutes(5),
      scaleOutCooldown: Duration.minutes(1),
    });
  }
}

const acknowledgeNamespace = ({ defaultCloudMapNamespace }: Cluster): void => {
  if (defaultCloudMapNamespace === undefined) throw new Error('A cluster without its namespace');
  Validations.of(defaultCloudMapNamespace).acknowledge({
    id: 'Penstock::explicit-names',
    reason: 'Callers find the namespace by its name; what is in it is registered anew by the tasks.',
  });
};

const tasksOf = ({ tasks = { min: 2, max: 10 } }: Grpc) => tasks;
