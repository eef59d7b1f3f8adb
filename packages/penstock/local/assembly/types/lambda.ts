import { arn, type Identity, idOf, nameOf, type ResourceType } from './resource-type.ts';

export const lambdaTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::Lambda::Function': {
    properties: {
      Architectures: 'any',
      Code: { S3Bucket: 'any', S3Key: 'any', ZipFile: 'any' },
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
      Runtime: ['nodejs20.x', 'nodejs22.x', 'nodejs24.x'],
      RuntimeManagementConfig: 'any',
      Tags: 'any',
      Timeout: 'any',
      TracingConfig: { Mode: ['Active', 'PassThrough'] },
    },
    replacedBy: ['FunctionName', 'PackageType'],
    ref: (fn) => nameOf(fn, 'FunctionName'),
    attributes: { Arn: (fn) => arn(fn, 'lambda', `function:${nameOf(fn, 'FunctionName')}`) },
  },
  // One version runs, the one that was published last; the others have their numbers.
  'AWS::Lambda::Version': {
    properties: { CodeSha256: 'any', Description: 'any', FunctionName: 'any' },
    replacedBy: ['CodeSha256', 'Description', 'FunctionName'],
    numberedBy: functionArn,
    ref: versionArn,
    attributes: { FunctionArn: versionArn, Version: (version) => String(version.serial) },
  },
  'AWS::Lambda::Alias': {
    properties: {
      Description: 'any',
      FunctionName: 'any',
      FunctionVersion: 'any',
      Name: 'any',
      ProvisionedConcurrencyConfig: 'any',
    },
    replacedBy: ['FunctionName', 'Name'],
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
    replacedBy: ['Action', 'FunctionName', 'Principal', 'SourceAccount', 'SourceArn'],
    ref: idOf,
  },
};

function versionArn(version: Identity): string {
  return `${functionArn(version)}:${version.serial}`;
}

function aliasArn(alias: Identity): string {
  return `${functionArn(alias)}:${String(alias.property('Name'))}`;
}

/** `FunctionName` may be a name or an ARN. */
function functionArn(resource: Omit<Identity, 'serial'>): string {
  const name = String(resource.property('FunctionName'));
  return name.startsWith('arn:') ? name : arn(resource, 'lambda', `function:${name}`);
}
