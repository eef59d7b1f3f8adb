import { type Identity, idOf, nameOf, type ResourceType } from './resource-type.ts';

export const iamTypes: Readonly<Record<string, ResourceType>> = {
  'AWS::IAM::Role': {
    properties: {
      AssumeRolePolicyDocument: 'any',
      Description: 'any',
      ManagedPolicyArns: 'any',
      MaxSessionDuration: 'any',
      Path: ['/'],
      Policies: { PolicyDocument: 'any', PolicyName: 'any' },
      RoleName: 'any',
      Tags: 'any',
    },
    replacedBy: ['Path', 'RoleName'],
    ref: roleName,
    attributes: {
      Arn: (role) => `arn:aws:iam::${role.account}:role/${roleName(role)}`,
      RoleId: (role) => `AROA${idOf(role).toUpperCase()}`,
    },
  },
  'AWS::IAM::Policy': {
    properties: { PolicyDocument: 'any', PolicyName: 'any', Roles: 'any' },
    ref: (policy) => nameOf(policy, 'PolicyName'),
  },
};

function roleName(role: Identity): string {
  return nameOf(role, 'RoleName');
}
