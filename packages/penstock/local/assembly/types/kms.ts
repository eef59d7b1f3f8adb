import { arn, type Identity, idOf, type ResourceType } from './resource-type.ts';

/** What a key encrypts is not encrypted here; who may use it is. */
export const kmsTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::KMS::Key': {
    properties: {
      BypassPolicyLockoutSafetyCheck: 'any',
      Description: 'any',
      Enabled: [true],
      EnableKeyRotation: 'any',
      KeyPolicy: 'any',
      KeySpec: ['SYMMETRIC_DEFAULT'],
      KeyUsage: ['ENCRYPT_DECRYPT'],
      MultiRegion: 'any',
      PendingWindowInDays: 'any',
      RotationPeriodInDays: 'any',
      Tags: 'any',
    },
    ref: idOf,
    attributes: { Arn: keyArn, KeyId: idOf },
  },
  'AWS::KMS::Alias': {
    properties: { AliasName: 'any', TargetKeyId: 'any' },
    replacedBy: ['AliasName'],
    ref: (alias) => String(alias.property('AliasName')),
  },
};

function keyArn(key: Identity): string {
  return arn(key, 'kms', `key/${idOf(key)}`);
}
