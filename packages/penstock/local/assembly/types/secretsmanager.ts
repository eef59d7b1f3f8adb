import { arn, type Identity, idOf, nameOf, type ResourceType } from './resource-type.ts';

export const secretsManagerTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::SecretsManager::Secret': {
    properties: {
      Description: 'any',
      GenerateSecretString: {
        ExcludeCharacters: 'any',
        ExcludeLowercase: 'any',
        ExcludeNumbers: 'any',
        ExcludePunctuation: 'any',
        ExcludeUppercase: 'any',
        GenerateStringKey: 'any',
        IncludeSpace: 'any',
        PasswordLength: 'any',
        RequireEachIncludedType: 'any',
        SecretStringTemplate: 'any',
      },
      KmsKeyId: 'any',
      Name: 'any',
      ReplicaRegions: 'any',
      SecretString: 'any',
      Tags: 'any',
    },
    replacedBy: ['Name'],
    ref: secretArn,
    attributes: { Id: secretArn },
  },
};

/** AWS ends the ARN in six random characters; here they are the same at every start. */
function secretArn(secret: Identity): string {
  return arn(secret, 'secretsmanager', `secret:${nameOf(secret, 'Name')}-${idOf(secret).slice(0, 6)}`);
}
