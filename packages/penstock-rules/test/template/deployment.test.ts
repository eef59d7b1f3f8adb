import { describe, expect, it } from '@jest/globals';
import { bulkheadRule } from '../../rules/bulkheads.ts';
import { leastPrivilegeRule } from '../../rules/least-privilege.ts';
import { functionLogRule } from '../../rules/log-retention.ts';
import { tracingRule } from '../../rules/tracing.ts';
import { isOfDeployment, isOfLibrary } from '../../template/deployment.ts';
import { type Resource, resourcesOf } from '../../template/resources.ts';
import { arnOf, judge, type Resources, stackWith } from '../template.ts';

const made = (type: string): Resources => ({
  Made: [type, { ServiceToken: arnOf('Maker') }],
  Maker: ['AWS::Lambda::Function', { Environment: { Variables: { ON_EVENT: arnOf('OnEvent') } } }],
  OnEvent: ['AWS::Lambda::Function', { Environment: { Variables: { NEXT: arnOf('Own') } } }],
  Own: ['AWS::Lambda::Function'],
});
const one = (resources: Resources, id: string): Resource =>
  resourcesOf(stackWith(resources)).find(({ logicalId }) => logicalId === id) as Resource;

describe('a function that makes resources while a stack is deployed', () => {
  it.each(['Custom::Thing', 'AWS::CloudFormation::CustomResource'])('is known by a %s', (type) => {
    const found = ['Maker', 'OnEvent', 'Own'].filter((id) => isOfDeployment(one(made(type), id)));

    expect(found).toEqual(['Maker', 'OnEvent']);
  });

  it('is none where what names it is no custom resource', () => {
    expect(isOfDeployment(one(made('AWS::SQS::Queue'), 'Maker'))).toBe(false);
  });

  it.each([
    ['bulkhead', bulkheadRule],
    ['log group', functionLogRule],
    ['trace', tracingRule],
  ])('owes no %s', (_name, rule) => {
    expect(judge(rule, made('Custom::Thing')).map(({ logicalId }) => logicalId)).toEqual(['Own']);
  });
});

describe('a role or policy of the library', () => {
  const policy = { PolicyDocument: { Statement: { Effect: 'Allow', Action: 's3:*', Resource: 'x' } } };
  const ids = [
    'LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8aServiceRoleDefaultPolicyADDA7DEB',
    'BucketNotificationsHandler050a0587b7544547bf325f094a3db834RoleDefaultPolicy2CF63D36',
    'AWS679f53fac002430cb0da5b7982bd2287ServiceRoleC1EA0FF2',
    'CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756CServiceRoleDefaultPolicy88902FDF',
    'CustomS3AutoDeleteObjectsCustomResourceProviderRole3B1BD092',
    'CustomS3AutoDeleteObjectsCustomResourceProviderHandler9D90184F',
    'ProviderframeworkonEventServiceRoleDefaultPolicy48CD2133',
    'ProviderframeworkisCompleteServiceRole',
    'ProviderframeworkonTimeoutServiceRole',
  ];

  it.each(ids)('allows what it must: %s', (id) => {
    expect(judge(leastPrivilegeRule, { [id]: ['AWS::IAM::Policy', policy] })).toEqual([]);
    const Roles = [{ Ref: id }];
    expect(judge(leastPrivilegeRule, { Named: ['AWS::IAM::Policy', { ...policy, Roles }] })).toEqual([]);
  });

  it.each([
    ...[
      'OwnLogRetentionaae0aa3c5b4d4f87b02d85b201efdd8a',
      'XBucketNotificationsHandler050a0587b7544547bf325f094a3db834',
    ],
    ...['XAWS679f53fac002430cb0da5b7982bd2287', 'XCustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C'],
    ...['FnServiceRoleDefaultPolicy', 'CustomResourceProvider'],
  ])('is none that is only called alike: %s', (id) => {
    expect(isOfLibrary(one({ [id]: ['AWS::IAM::Policy', { Roles: [{ Ref: 'FnRole' }] }] }, id))).toBe(false);
  });
});
