import { apiGatewayTypes } from './types/apigateway.ts';
import { dynamodbTypes } from './types/dynamodb.ts';
import { ecsTypes } from './types/ecs.ts';
import { eventSourceTypes } from './types/event-sources.ts';
import { eventsTypes } from './types/events.ts';
import { iamTypes } from './types/iam.ts';
import { kmsTypes } from './types/kms.ts';
import { lambdaTypes } from './types/lambda.ts';
import { logRetentionTypes } from './types/log-retention.ts';
import { logsTypes } from './types/logs.ts';
import { replicaStreamTypes } from './types/replica-stream.ts';
import type { ResourceType } from './types/resource-type.ts';
import { s3Types } from './types/s3.ts';
import { secretsManagerTypes } from './types/secretsmanager.ts';
import { sqsTypes } from './types/sqs.ts';
import { ssmTypes } from './types/ssm.ts';
import { wafv2Types } from './types/wafv2.ts';

/** Every resource type that the local cloud runs, with the properties it understands. */
export const catalogue: Readonly<Record<string, ResourceType>> = {
  ...apiGatewayTypes,
  ...dynamodbTypes,
  ...ecsTypes,
  ...eventSourceTypes,
  ...eventsTypes,
  ...iamTypes,
  ...kmsTypes,
  ...lambdaTypes,
  ...logRetentionTypes,
  ...logsTypes,
  ...replicaStreamTypes,
  ...s3Types,
  ...secretsManagerTypes,
  ...sqsTypes,
  ...ssmTypes,
  ...wafv2Types,
};

/** Types that change nothing on a laptop: a name, or a whole service where it ends with `::`. */
export const noEffect: readonly string[] = [
  'AWS::ApiGateway::Account',
  'AWS::ApiGateway::BasePathMapping',
  'AWS::ApiGateway::DomainName',
  'AWS::ApplicationAutoScaling::',
  'AWS::CDK::Metadata',
  'AWS::CertificateManager::',
  'AWS::CloudWatch::',
  'AWS::EC2::',
  'AWS::ECS::Cluster',
  'AWS::ECS::ClusterCapacityProviderAssociations',
  'AWS::ECS::Service',
  'AWS::ElasticLoadBalancingV2::',
  'AWS::KMS::ReplicaKey',
  'AWS::Logs::MetricFilter',
  'AWS::Logs::QueryDefinition',
  'AWS::ResourceGroups::',
  'AWS::Route53::',
  'AWS::ServiceDiscovery::',
  'AWS::WAFv2::IPSet',
  'AWS::WAFv2::LoggingConfiguration',
  'AWS::WAFv2::RegexPatternSet',
  'AWS::WAFv2::RuleGroup',
  'AWS::XRay::',
];

export function hasNoEffect(type: string): boolean {
  return noEffect.some((entry) => (entry.endsWith('::') ? type.startsWith(entry) : type === entry));
}
