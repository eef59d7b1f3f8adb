import {
  ApiDefinition,
  CfnRestApi,
  EndpointAccessMode,
  EndpointType,
  IpAddressType,
  type IRestApi,
  LogGroupLogDestination,
  type MethodDeploymentOptions,
  MethodLoggingLevel,
  RestApiMode,
  SpecRestApi,
} from 'aws-cdk-lib/aws-apigateway';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { type RemovalPolicy, Stack, Validations } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import type { Endpoint } from '../contract/endpoint.ts';
import { gatewayDocument } from '../contract/gateway-document.ts';
import { gatewayRoutes } from '../contract/gateway-routes.ts';
import type { Contract, Policy } from '../contract/model.ts';
import { functionNameOf } from '../contract/rpc/endpoints.ts';
import { accessLogFormat } from './access-log.ts';
import type { Limits } from './stage/limits.ts';
import { tlsPolicy } from './tls-policy.ts';

/** A function as a gateway needs it. */
export interface InvokedFunction {
  /** Its alias. */
  readonly live: Pick<IFunction, 'functionArn' | 'addPermission'>;
  /** One permission for all methods of its path, where there are so many functions that each counts. */
  readonly anyMethod?: boolean;
}

export interface ContractApiProps {
  readonly apiName: string;
  readonly stageName: string;
  readonly contract: Contract;
  /** The operations of the contract, and those of other doors. */
  readonly endpoints: readonly Endpoint[];
  readonly throttle: Limits['throttle'];
  /** By name: an operation's is its operationId, several methods of a service have one. */
  readonly functions: Readonly<Record<string, InvokedFunction>>;
  readonly authorizer: InvokedFunction;
  readonly logRetention: RetentionDays;
  readonly removalPolicy: RemovalPolicy;
  /** Whether clients may call the address that API Gateway gives it. */
  readonly defaultEndpoint: boolean;
}

/** The contract as a regional REST API: its routes, throttles, authorizer, problems and logs. */
export class ContractApi extends Construct {
  readonly api: IRestApi;
  /** The gateway's own address of the stage, without a slash at the end. */
  readonly baseUrl: string;

  constructor(scope: Construct, id: string, props: ContractApiProps) {
    super(scope, id);
    const { contract, endpoints, functions, authorizer, stageName } = props;
    const accessLog = this.#logGroup('AccessLog', `/aws/apigateway/${props.apiName}`, props);
    const api = new SpecRestApi(this, 'Api', {
      restApiName: props.apiName,
      description: `${contract.title} ${contract.version}`,
      apiDefinition: ApiDefinition.fromInline(
        gatewayDocument(
          contract,
          {
            title: props.apiName,
            integrationUri: (endpoint) =>
              this.#invocationUri(
                functionNamed(functions, functionNameOf(endpoint)),
                endpoint.timeouts.stream === undefined ? buffered : streamed,
              ),
            authorizerUri: this.#invocationUri(authorizer, buffered),
          },
          endpoints,
        ),
      ),
      mode: RestApiMode.OVERWRITE,
      failOnWarnings: true,
      endpointConfiguration: {
        types: [EndpointType.REGIONAL],
        ...(props.defaultEndpoint ? {} : { ipAddressType: IpAddressType.DUAL_STACK }),
      },
      disableExecuteApiEndpoint: !props.defaultEndpoint,
      deployOptions: {
        stageName,
        tracingEnabled: true,
        accessLogDestination: new LogGroupLogDestination(accessLog),
        accessLogFormat,
        ...limited(unknownMethod),
        methodOptions: this.#methodOptions(contract, endpoints, props.throttle),
      },
    });
    // The library's own class does not satisfy its interface under exactOptionalPropertyTypes.
    this.api = api as IRestApi;
    refuseOldTls(api);
    // Its output names the gateway's own address, also where a domain takes its place.
    api.node.tryRemoveChild('Endpoint');
    const { restApiId } = api;
    const executionLog = this.#logGroup('ExecutionLog', `API-Gateway-Execution-Logs_${restApiId}/${stageName}`, props);
    api.deploymentStage.node.addDependency(executionLog);
    this.#allowInvocation(props);
    Validations.of(api).acknowledge({
      id: 'AwsSolutions::AwsSolutions-APIG2',
      reason:
        'The validator is in the imported document (x-amazon-apigateway-request-validators), which the rule does not read.',
    });
    const { region, urlSuffix } = Stack.of(this);
    this.baseUrl = `https://${restApiId}.execute-api.${region}.${urlSuffix}/${stageName}`;
  }

  /** The gateway's own groups have no retention; a group that exists already is used. */
  #logGroup(id: string, logGroupName: string, props: ContractApiProps): LogGroup {
    const { logRetention: retention, removalPolicy } = props;
    return new LogGroup(this, id, { logGroupName, retention, removalPolicy });
  }

  #invocationUri({ live }: InvokedFunction, { version, action }: Invocation): string {
    const { partition, region } = Stack.of(this);
    return `arn:${partition}:apigateway:${region}:lambda:path/${version}/functions/${live.functionArn}/${action}`;
  }

  #methodOptions(
    { cors }: Contract,
    endpoints: readonly Endpoint[],
    throttle: Limits['throttle'],
  ): Record<string, MethodDeploymentOptions> {
    const routes = gatewayRoutes(endpoints);
    const limitOf = (operationId: string) => throttle[operationId] ?? unknownMethod;
    const ofRoutes = routes.map(
      ({ method, operation: { operationId, path } }) => [`${path}/${method}`, limited(limitOf(operationId))] as const,
    );
    const preflights = Array.from(
      Map.groupBy(routes, ({ operation }) => operation.path),
      ([path, one]) =>
        [`${path}/OPTIONS`, limited(ofPreflights(one.map(({ operation }) => limitOf(operation.operationId))))] as const,
    );
    return Object.fromEntries([...ofRoutes, ...(cors === undefined ? [] : preflights)]);
  }

  #allowInvocation({ endpoints, functions, authorizer, stageName }: ContractApiProps): void {
    const principal = new ServicePrincipal('apigateway.amazonaws.com');
    for (const { method, operation } of gatewayRoutes(endpoints)) {
      const invoked = functionNamed(functions, functionNameOf(operation));
      const isAny = invoked.anyMethod === true;
      if (isAny && method !== operation.method) continue;
      const sourceArn = this.api.arnForExecuteApi(
        isAny ? '*' : method,
        operation.path.replaceAll(/\{[^}]+\}/g, '*'),
        stageName,
      );
      const id = `Gateway${method === operation.method ? '' : method}${pathIdOf(operation)}`;
      invoked.live.addPermission(id, { principal, sourceArn });
    }
    // The id of the authorizer is the gateway's to choose.
    const sourceArn = Stack.of(this).formatArn({
      service: 'execute-api',
      resource: this.api.restApiId,
      resourceName: 'authorizers/*',
    });
    authorizer.live.addPermission('Gateway', { principal, sourceArn });
  }
}

interface Invocation {
  readonly version: string;
  readonly action: string;
}

const buffered: Invocation = { version: '2015-03-31', action: 'invocations' };
/**
 * Its permission is lambda:InvokeFunction, as of the other.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/response-transfer-mode-lambda.html
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_InvokeWithResponseStream.html
 */
const streamed: Invocation = { version: '2021-11-15', action: 'response-streaming-invocations' };

/** Behind a domain too it is the policy of the API that a handshake is held to; a new API would take TLS 1.0. */
function refuseOldTls({ node }: SpecRestApi): void {
  const { defaultChild } = node;
  if (!(defaultChild instanceof CfnRestApi)) throw new Error('A SpecRestApi without its resource');
  defaultChild.securityPolicy = tlsPolicy;
  defaultChild.endpointAccessMode = EndpointAccessMode.STRICT;
}

/**
 * A method with settings of its own inherits none of the stage's, so each is given them all. Bodies and tokens would be
 * in the execution log with `dataTraceEnabled`.
 */
const methodDefaults = {
  metricsEnabled: true,
  loggingLevel: MethodLoggingLevel.ERROR,
  dataTraceEnabled: false,
} as const satisfies MethodDeploymentOptions;

/** For what the gateway answers by itself, OPTIONS and 405: the contract's methods have throttles of their own. */
const unknownMethod: Policy['throttle'] = { rate: 10, burst: 20 };

const limited = ({ rate, burst }: Policy['throttle']): MethodDeploymentOptions => ({
  ...methodDefaults,
  throttlingRateLimit: rate,
  throttlingBurstLimit: burst,
});

/** A page asks before each call, at worst: as often as all methods of the path may be called. */
const ofPreflights = (limits: readonly Policy['throttle'][]): Policy['throttle'] => ({
  rate: Math.max(
    unknownMethod.rate,
    limits.reduce((sum, { rate }) => sum + rate, 0),
  ),
  burst: Math.max(
    unknownMethod.burst,
    limits.reduce((sum, { burst }) => sum + burst, 0),
  ),
});

/** Tells the permissions of a function apart that several methods lead to. */
const pathIdOf = (endpoint: Endpoint): string =>
  functionNameOf(endpoint) === endpoint.operationId ? '' : endpoint.operationId.replace('.', '');

function functionNamed(functions: ContractApiProps['functions'], name: string): InvokedFunction {
  const found = functions[name];
  if (found === undefined) throw new Error(`No function ${name}`);
  return found;
}
