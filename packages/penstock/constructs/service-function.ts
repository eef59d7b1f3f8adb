import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import {
  type Alias,
  ApplicationLogLevel,
  Architecture,
  type Code,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type Duration, type RemovalPolicy, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';

export interface ServiceFunctionProps {
  readonly functionName: string;
  readonly description: string;
  /** Its handler is `index.handler`. */
  readonly code: Code;
  readonly timeout: Duration;
  /** Its bulkhead; without one it shares what the account has. */
  readonly reservedConcurrency?: number;
  /** All that the function is given, beside what `connect` of a resource adds. */
  readonly environment: Readonly<Record<string, string>>;
  readonly debug?: boolean;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
}

/**
 * A function with a role of its own that may do nothing but write its log and its trace, a log group with retention,
 * a bulkhead where it has one, and the alias `live` on the version just deployed: callers invoke the alias.
 */
export class ServiceFunction extends Construct {
  readonly function: LambdaFunction;
  readonly live: Alias;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    super(scope, id);
    const { functionName, logRetention, removalPolicy } = props;
    const role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    const logGroup = new LogGroup(this, 'Log', {
      logGroupName: `/aws/lambda/${functionName}`,
      retention: logRetention,
      removalPolicy,
    });
    logGroup.grantWrite(role);
    this.function = new LambdaFunction(this, 'Function', {
      functionName,
      description: props.description,
      code: props.code,
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 1024,
      timeout: props.timeout,
      ...(props.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: props.reservedConcurrency }),
      environment: { ...props.environment },
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      applicationLogLevelV2: props.debug === true ? ApplicationLogLevel.DEBUG : ApplicationLogLevel.INFO,
      tracing: Tracing.ACTIVE,
    });
    this.live = this.function.addAlias('live');
    Validations.of(role).acknowledge({
      id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
      reason:
        'What is allowed of * takes no resource: PutTraceSegments and PutTelemetryRecords of X-Ray, ListStreams of DynamoDB.',
    });
    Validations.of(this.function).acknowledge({
      id: 'Serverless::Serverless-LambdaDLQ',
      reason:
        "A function's own dead letter queue receives asynchronous calls; the gateway and the pollers wait for the answer.",
    });
  }
}
