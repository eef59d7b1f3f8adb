import { idOf, type ResourceType } from './resource-type.ts';

export const apiGatewayTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::ApiGateway::RestApi': {
    properties: {
      ApiKeySourceType: ['AUTHORIZER', 'HEADER'],
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
    attributes: { RestApiId: idOf, RootResourceId: (api) => idOf({ ...api, logicalId: `${api.logicalId}/` }) },
  },
  'AWS::ApiGateway::Deployment': {
    properties: { Description: 'any', RestApiId: 'any' },
    ref: idOf,
    attributes: { DeploymentId: idOf },
  },
  'AWS::ApiGateway::Stage': {
    properties: {
      AccessLogSetting: { DestinationArn: 'any', Format: 'any' },
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
    },
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
      Tags: 'any',
      Value: 'any',
    },
    ref: idOf,
    attributes: { APIKeyId: idOf },
  },
  'AWS::ApiGateway::UsagePlanKey': {
    properties: { KeyId: 'any', KeyType: ['API_KEY'], UsagePlanId: 'any' },
    ref: idOf,
    attributes: { Id: idOf },
  },
};
