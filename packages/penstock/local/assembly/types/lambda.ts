import { arn, type Identity, idOf, nameOf, type ResourceType } from './resource-type.ts';

export const lambdaTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::Lambda::Function': {
    properties: {
      Architectures: 'any',
      Code: { S3Bucket: 'any', S3Key: 'any' },
      Description: 'any',
      Environment: { Variables: 'any' },
      FunctionName: 'any',
      Handler: 'any',
      KmsKeyArn: 'any',
      LoggingConfig: { ApplicationLogLevel: 'any', LogFormat: 'any', LogGroup: 'any', SystemLogLevel: 'any' },
      MemorySize: 'any',
      PackageType: ['Zip'],
      RecursiveLoop: 'any',
      ReservedConcurrentExecutions: 'any',
      Role: 'any',
      Runtime: ['nodejs24.x'],
      RuntimeManagementConfig: 'any',
      Tags: 'any',
      Timeout: 'any',
      TracingConfig: { Mode: ['Active', 'PassThrough'] },
    },
    ref: (fn) => nameOf(fn, 'FunctionName'),
    attributes: { Arn: (fn) => arn(fn, 'lambda', `function:${nameOf(fn, 'FunctionName')}`) },
  },
  // The local cloud publishes one version of each function: what the template holds.
  'AWS::Lambda::Version': {
    properties: { CodeSha256: 'any', Description: 'any', FunctionName: 'any' },
    ref: (version) => `${functionArn(version)}:1`,
    attributes: { FunctionArn: (version) => `${functionArn(version)}:1`, Version: () => '1' },
  },
  'AWS::Lambda::Alias': {
    properties: {
      Description: 'any',
      FunctionName: 'any',
      FunctionVersion: 'any',
      Name: 'any',
      ProvisionedConcurrencyConfig: 'any',
    },
    ref: aliasArn,
    attributes: { AliasArn: aliasArn },
  },
  'AWS::Lambda::Permission': {
    properties: {
      Action: ['lambda:InvokeFunction'],
      FunctionName: 'any',
      Principal: 'any',
      SourceAccount: 'any',
      SourceArn: 'any',
    },
    ref: idOf,
  },
};

function aliasArn(alias: Identity): string {
  return `${functionArn(alias)}:${String(alias.property('Name'))}`;
}

/** `FunctionName` may be a name or an ARN. */
function functionArn(resource: Identity): string {
  const name = String(resource.property('FunctionName'));
  return name.startsWith('arn:') ? name : arn(resource, 'lambda', `function:${name}`);
}
