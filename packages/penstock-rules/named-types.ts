/** How a resource that a deleted stack left behind comes into a new one. */
export type Import =
  /** By its name in the template: `cdk deploy --import-existing-resources`. */
  | 'name'
  /** By an identifier that no template holds: `cdk import` with a mapping. */
  | 'identifier'
  /** Not at all. */
  | 'none';

export interface NamedType {
  /** The property that gives the name. */
  readonly name: string;
  /** What CloudFormation identifies it by. */
  readonly identifier: string;
  readonly import: Import;
  /** Properties whose change replaces the resource, beside its name: under the same name CloudFormation refuses that. */
  readonly replacedBy: readonly string[];
}

/**
 * Types that may have a name of their own. `primaryIdentifier` and `createOnlyProperties` are those of their schemas in the
 * CloudFormation registry; CloudFormation imports by name where the identifier is a property of the template.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/resource-import-supported-resources.html
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/import-resources-automatically.html
 */
export const namedTypes: Readonly<Record<string, NamedType>> = {
  'AWS::ApiGateway::ApiKey': of('Name', 'APIKeyId', 'none', 'Value', 'GenerateDistinctId'),
  'AWS::ApiGateway::RestApi': of('Name', 'RestApiId', 'none'),
  'AWS::ApiGateway::UsagePlan': of('UsagePlanName', 'Id', 'none'),
  'AWS::CloudWatch::Alarm': of('AlarmName', 'AlarmName', 'name'),
  'AWS::DynamoDB::GlobalTable': of('TableName', 'TableName', 'name', 'KeySchema', 'LocalSecondaryIndexes'),
  'AWS::DynamoDB::Table': of(
    'TableName',
    'TableName',
    'name',
    'KeySchema',
    'LocalSecondaryIndexes',
    'ImportSourceSpecification',
  ),
  'AWS::Events::Archive': of('ArchiveName', 'ArchiveName', 'name', 'SourceArn'),
  'AWS::Events::EventBus': of('Name', 'Name', 'name', 'EventSourceName'),
  'AWS::Events::Rule': of('Name', 'Arn', 'none', 'EventBusName'),
  'AWS::Lambda::Function': of('FunctionName', 'FunctionName', 'name', 'PackageType', 'TenancyConfig'),
  'AWS::Logs::LogGroup': of('LogGroupName', 'LogGroupName', 'name'),
  'AWS::S3::Bucket': of('BucketName', 'BucketName', 'name', 'ObjectLockEnabled', 'BucketNamespace', 'BucketNamePrefix'),
  'AWS::SecretsManager::Secret': of('Name', 'Id', 'identifier'),
  'AWS::SQS::Queue': of('QueueName', 'QueueUrl', 'identifier', 'FifoQueue'),
  'AWS::SSM::Parameter': of('Name', 'Name', 'name'),
  'AWS::WAFv2::WebACL': of('Name', 'Name', 'none', 'Scope'),
};

function of(name: string, identifier: string, how: Import, ...replacedBy: readonly string[]): NamedType {
  return { name, identifier, import: how, replacedBy };
}
