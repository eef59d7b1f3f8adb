import { arn, type Identity, idOf, nameOf, type ResourceType } from './resource-type.ts';

export const wafv2Types: Readonly<Record<string, ResourceType>> = {
  'AWS::WAFv2::WebACL': {
    properties: {
      CustomResponseBodies: 'any',
      DefaultAction: { Allow: 'any', Block: 'any' },
      Description: 'any',
      Name: 'any',
      Rules: 'any',
      Scope: ['REGIONAL'],
      Tags: 'any',
      VisibilityConfig: 'any',
    },
    replacedBy: ['Name', 'Scope'],
    ref: (acl) => `${nameOf(acl, 'Name')}|${idOf(acl)}|REGIONAL`,
    attributes: { Arn: aclArn, Id: idOf },
  },
  'AWS::WAFv2::WebACLAssociation': {
    properties: { ResourceArn: 'any', WebACLArn: 'any' },
    replacedBy: ['ResourceArn', 'WebACLArn'],
    ref: idOf,
  },
};

function aclArn(acl: Identity): string {
  return arn(acl, 'wafv2', `regional/webacl/${nameOf(acl, 'Name')}/${idOf(acl)}`);
}
