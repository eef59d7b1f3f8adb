import type { Shape } from '../shape.ts';
import { type Identity, idOf, nameOf, type ResourceType } from './resource-type.ts';

/** Where the paths of an API begin. */
export function rootResourceId(api: Pick<Identity, 'stack' | 'logicalId' | 'serial'>): string {
  return idOf({ ...api, logicalId: `${api.logicalId}/` });
}

/** Of a method; of an integration with a function the answers are not asked for. */
const integration: Shape = {
  ConnectionType: ['INTERNET'],
  ContentHandling: ['CONVERT_TO_TEXT'],
  IntegrationHttpMethod: 'any',
  IntegrationResponses: {
    ContentHandling: ['CONVERT_TO_TEXT'],
    ResponseParameters: 'any',
    ResponseTemplates: 'any',
    SelectionPattern: 'any',
    StatusCode: 'any',
  },
  PassthroughBehavior: ['NEVER', 'WHEN_NO_MATCH', 'WHEN_NO_TEMPLATES'],
  RequestTemplates: 'any',
  TimeoutInMillis: 'any',
  Type: ['AWS_PROXY', 'MOCK'],
  Uri: 'any',
};

export const apiGatewayTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::ApiGateway::RestApi': {
    properties: {
      ApiKeySourceType: ['AUTHORIZER', 'HEADER'],
      BinaryMediaTypes: 'any',
      Body: 'any',
      Description: 'any',
      DisableExecuteApiEndpoint: 'any',
      EndpointAccessMode: 'any',
      EndpointConfiguration: 'any',
      FailOnWarnings: 'any',
      Mode: ['overwrite'],
      Name: 'any',
      SecurityPolicy: 'any',
      Tags: 'any',
    },
    ref: idOf,
    attributes: { RestApiId: idOf, RootResourceId: rootResourceId },
  },
  'AWS::ApiGateway::Resource': {
    properties: { ParentId: 'any', PathPart: 'any', RestApiId: 'any' },
    replacedBy: ['ParentId', 'PathPart', 'RestApiId'],
    ref: idOf,
    attributes: { ResourceId: idOf },
  },
  'AWS::ApiGateway::Method': {
    properties: {
      ApiKeyRequired: 'any',
      AuthorizationType: ['CUSTOM', 'NONE'],
      AuthorizerId: 'any',
      HttpMethod: 'any',
      Integration: integration,
      MethodResponses: 'any',
      OperationName: 'any',
      RequestModels: 'any',
      RequestParameters: 'any',
      RequestValidatorId: 'any',
      ResourceId: 'any',
      RestApiId: 'any',
    },
    replacedBy: ['HttpMethod', 'ResourceId', 'RestApiId'],
    ref: idOf,
  },
  'AWS::ApiGateway::Authorizer': {
    properties: {
      AuthorizerResultTtlInSeconds: 'any',
      AuthorizerUri: 'any',
      AuthType: 'any',
      IdentitySource: 'any',
      IdentityValidationExpression: 'any',
      Name: 'any',
      RestApiId: 'any',
      Type: ['REQUEST', 'TOKEN'],
    },
    replacedBy: ['RestApiId'],
    ref: idOf,
    attributes: { AuthorizerId: idOf },
  },
  'AWS::ApiGateway::GatewayResponse': {
    properties: {
      ResponseParameters: 'any',
      ResponseTemplates: 'any',
      ResponseType: 'any',
      RestApiId: 'any',
      StatusCode: 'any',
    },
    replacedBy: ['ResponseType', 'RestApiId'],
    ref: idOf,
    attributes: { Id: idOf },
  },
  'AWS::ApiGateway::Model': {
    properties: { ContentType: 'any', Description: 'any', Name: 'any', RestApiId: 'any', Schema: 'any' },
    replacedBy: ['ContentType', 'Name', 'RestApiId'],
    ref: (model) => nameOf(model, 'Name'),
  },
  'AWS::ApiGateway::RequestValidator': {
    properties: { Name: 'any', RestApiId: 'any', ValidateRequestBody: 'any', ValidateRequestParameters: 'any' },
    replacedBy: ['Name', 'RestApiId'],
    ref: idOf,
    attributes: { RequestValidatorId: idOf },
  },
  'AWS::ApiGateway::Deployment': {
    properties: { Description: 'any', RestApiId: 'any' },
    replacedBy: ['RestApiId'],
    ref: idOf,
    attributes: { DeploymentId: idOf },
  },
  'AWS::ApiGateway::Stage': {
    properties: {
      AccessLogSetting: { DestinationArn: 'any', Format: 'any' },
      CacheClusterEnabled: [false],
      DeploymentId: 'any',
      Description: 'any',
      MethodSettings: {
        CacheDataEncrypted: 'any',
        CacheTtlInSeconds: 'any',
        CachingEnabled: [false],
        DataTraceEnabled: 'any',
        HttpMethod: 'any',
        LoggingLevel: 'any',
        MetricsEnabled: 'any',
        ResourcePath: 'any',
        ThrottlingBurstLimit: 'any',
        ThrottlingRateLimit: 'any',
      },
      RestApiId: 'any',
      StageName: 'any',
      Tags: 'any',
      TracingEnabled: 'any',
      Variables: 'any',
    },
    replacedBy: ['RestApiId', 'StageName'],
    ref: (stage) => String(stage.property('StageName')),
  },
  'AWS::ApiGateway::UsagePlan': {
    properties: {
      ApiStages: { ApiId: 'any', Stage: 'any', Throttle: 'any' },
      Description: 'any',
      Quota: { Limit: 'any', Offset: [0], Period: ['DAY', 'WEEK', 'MONTH'] },
      Tags: 'any',
      Throttle: { BurstLimit: 'any', RateLimit: 'any' },
      UsagePlanName: 'any',
    },
    ref: idOf,
    attributes: { Id: idOf },
  },
  'AWS::ApiGateway::ApiKey': {
    properties: {
      Description: 'any',
      Enabled: 'any',
      GenerateDistinctId: 'any',
      Name: 'any',
      StageKeys: 'any',
      Tags: 'any',
      Value: 'any',
    },
    replacedBy: ['GenerateDistinctId', 'Name', 'Value'],
    ref: idOf,
    attributes: { APIKeyId: idOf },
  },
  'AWS::ApiGateway::UsagePlanKey': {
    properties: { KeyId: 'any', KeyType: ['API_KEY'], UsagePlanId: 'any' },
    replacedBy: ['KeyId', 'KeyType', 'UsagePlanId'],
    ref: idOf,
    attributes: { Id: idOf },
  },
};
