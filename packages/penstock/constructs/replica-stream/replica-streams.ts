import { join } from 'node:path';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ArnFormat, CustomResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { Construct, type IConstruct } from 'constructs';
import { ServiceFunction } from '../service-function.ts';

/** What the local cloud, and whoever reads a template, knows the resource by. */
const replicaStreamType = 'Custom::ReplicaStream';

export interface ReplicaStreamsProps {
  readonly functionName: string;
  readonly reservedConcurrency?: number;
  readonly logRetention: RetentionDays;
}

export interface ReplicaStream {
  readonly region: string;
  readonly tableName: string;
  /** The SSM parameter in that region that gets the ARN. */
  readonly parameterName: string;
  /** What has to be there first: the table. */
  readonly after: IConstruct;
}

/**
 * The streams of replicas in other regions: CloudFormation tells that of the stack's own region alone, and does not promise
 * that it turns on the others. One function asks DynamoDB, and may touch nothing but these tables and parameters.
 *
 * @see https://github.com/aws-cloudformation/cloudformation-coverage-roadmap/issues/1988
 */
export class ReplicaStreams extends Construct {
  readonly #provider: ServiceFunction;

  constructor(scope: Construct, id: string, props: ReplicaStreamsProps) {
    super(scope, id);
    this.#provider = new ServiceFunction(this, 'Provider', {
      functionName: props.functionName,
      description: 'Finds the streams of replicas while the stack is deployed',
      code: Code.fromAsset(join(import.meta.dirname, 'handler')),
      // More than the 100 times 5 s that a replica has to become active.
      timeout: Duration.minutes(10),
      ...(props.reservedConcurrency === undefined ? {} : { reservedConcurrency: props.reservedConcurrency }),
      environment: {},
      logRetention: props.logRetention,
      // Its lines are about one deployment: nothing that a stage has to keep.
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }

  /** Publishes the stream of a replica, and takes the parameter away when the replica's region leaves the stage. */
  publish(id: string, { region, tableName, parameterName, after }: ReplicaStream): void {
    const arn = (service: string, resource: string, name: string) =>
      Stack.of(this).formatArn({
        service,
        region,
        resource,
        resourceName: name,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      });
    this.#allow(['dynamodb:DescribeTable', 'dynamodb:UpdateTable'], arn('dynamodb', 'table', tableName));
    // The name of a parameter begins with the slash that parts it from `parameter` in its ARN.
    this.#allow(['ssm:DeleteParameter', 'ssm:PutParameter'], arn('ssm', 'parameter', parameterName.slice(1)));
    const resource = new CustomResource(this, id, {
      resourceType: replicaStreamType,
      serviceToken: this.#provider.function.functionArn,
      // A little more than the function has: CloudFormation waits an hour by default for one that died.
      serviceTimeout: Duration.minutes(11),
      properties: { TableName: tableName, Region: region, ParameterName: parameterName },
    });
    resource.node.addDependency(after, this.#provider);
  }

  #allow(actions: string[], resource: string): void {
    this.#provider.function.addToRolePolicy(new PolicyStatement({ actions, resources: [resource] }));
  }
}
