import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import {
  AppProtocol,
  ContainerImage,
  CpuArchitecture,
  FargateTaskDefinition,
  LogDriver,
  OperatingSystemFamily,
  Protocol,
} from 'aws-cdk-lib/aws-ecs';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { Duration, type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { NativeVariable } from '../../runtime/rpc/native/env.ts';
import type { Grantee } from '../grantee.ts';
import { fetchBundle } from './fetch-bundle.ts';

/** Where a task listens. */
export const grpcPort = 50_051;

/** The name by which others of the cluster's namespace find its port. */
export const grpcPortName = 'grpc';

/** Half a processor and one GiB: the smallest in which Service Connect's proxy has room beside Node.js. */
const cpu = 512;
const memoryLimitMiB = 1024;

/** Load balancers and proxies have learned by then that the task leaves. */
const drainNotice = Duration.seconds(20);
/** The longest that Fargate waits; the process takes 80 s at most. */
const stopTimeout = Duration.seconds(120);

export interface GrpcTaskProps {
  /** Of everything that is named. */
  readonly name: string;
  readonly image: string;
  /** The file of the bundle. */
  readonly bundle: string;
  /** By method. */
  readonly concurrency: Readonly<Record<string, number>>;
  readonly environment: Readonly<Record<string, string>>;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
}

/** One process with the methods of all services: its role may what their functions may together, and read its bundle. */
export class GrpcTask extends Construct implements Grantee {
  readonly definition: FargateTaskDefinition;
  readonly function: Grantee['function'];

  constructor(scope: Construct, id: string, props: GrpcTaskProps) {
    super(scope, id);
    const trusted = new ServicePrincipal('ecs-tasks.amazonaws.com');
    const taskRole = new Role(this, 'Role', { assumedBy: trusted });
    this.definition = new FargateTaskDefinition(this, 'Definition', {
      family: props.name,
      cpu,
      memoryLimitMiB,
      runtimePlatform: { cpuArchitecture: CpuArchitecture.ARM64, operatingSystemFamily: OperatingSystemFamily.LINUX },
      taskRole,
      executionRole: new Role(this, 'ExecutionRole', { assumedBy: trusted }),
    });
    const { logRetention: retention, removalPolicy } = props;
    const logGroup = new LogGroup(this, 'Log', { logGroupName: `/aws/ecs/${props.name}`, retention, removalPolicy });
    const container = this.definition.addContainer('Grpc', {
      image: ContainerImage.fromRegistry(props.image),
      entryPoint: ['node', '--max-old-space-size=640', '-e', fetchBundle],
      environment: { ...props.environment, ...this.#bundle(props.bundle, taskRole), ...ownVariables(props) },
      logging: LogDriver.awsLogs({ logGroup, streamPrefix: 'grpc' }),
      portMappings: [
        { name: grpcPortName, containerPort: grpcPort, protocol: Protocol.TCP, appProtocol: AppProtocol.grpc },
      ],
      readonlyRootFilesystem: true,
      user: 'node',
      stopTimeout,
    });
    this.function = {
      addEnvironment: (name, value) => {
        container.addEnvironment(name, value);
        return undefined as never;
      },
      addToRolePolicy: (statement) => taskRole.addToPrincipalPolicy(statement),
    };
    Validations.of(this.definition).acknowledge({
      id: 'AwsSolutions::AwsSolutions-ECS2',
      reason: 'The variables are names and numbers; a secret is read by its name, by the role.',
    });
  }

  /** One object of the assets bucket, and the hash by which the task knows it. */
  #bundle(path: string, role: Role): Readonly<Record<string, string>> {
    const asset = new Asset(this, 'Bundle', { path });
    const resources = [
      Stack.of(this).formatArn({
        service: 's3',
        region: '',
        account: '',
        resource: asset.s3BucketName,
        resourceName: asset.s3ObjectKey,
      }),
    ];
    role.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources }));
    return {
      AWS_REGION: Stack.of(this).region,
      BUNDLE_BUCKET: asset.s3BucketName,
      BUNDLE_KEY: asset.s3ObjectKey,
      BUNDLE_SHA256: createHash('sha256').update(readFileSync(path)).digest('hex'),
    };
  }
}

const ownVariables = ({ concurrency }: GrpcTaskProps): Readonly<Record<NativeVariable, string>> => ({
  GRPC_HOST: '0.0.0.0',
  GRPC_PORT: String(grpcPort),
  GRPC_CONCURRENCY: JSON.stringify(concurrency),
  GRPC_DRAIN_NOTICE_MS: String(drainNotice.toMilliseconds()),
});
