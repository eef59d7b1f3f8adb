import { describe, expect, it } from '@jest/globals';
import { leastPrivilegeRule } from '../../rules/least-privilege.ts';
import { judge } from '../template.ts';

const policy = (Statement: unknown, type = 'AWS::IAM::Policy') =>
  judge(leastPrivilegeRule, { Policy: [type, { PolicyDocument: { Statement } }] });
const table = 'arn:aws:dynamodb:eu-west-1:123456789012:table/parcels';

describe('a policy', () => {
  it.each([
    ['an action on a resource', { Action: 'dynamodb:GetItem', Resource: table }],
    ['actions on resources', [{ Action: ['dynamodb:GetItem', 'dynamodb:PutItem'], Resource: [table] }]],
    ['actions that take no resource', { Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' }],
    ['nothing by a pattern, which denies', { Effect: 'Deny', Action: 's3:*', Resource: '*' }],
    ['the streams that there are', { Action: 'dynamodb:ListStreams', Resource: ['*'] }],
  ])('may allow %s', (_case, statement) => {
    expect(policy(statement)).toEqual([]);
  });

  it.each([
    'AWS::IAM::Policy',
    'AWS::IAM::ManagedPolicy',
    'AWS::IAM::RolePolicy',
    'AWS::IAM::Role',
    'AWS::IAM::User',
    'AWS::IAM::Group',
  ])('is judged in a %s', (type) => {
    expect(policy({ Action: 'dynamodb:*', Resource: table }, type)).toHaveLength(1);
  });

  it('fails with actions by a pattern, each where it is', () => {
    const good = { Action: 'dynamodb:GetItem', Resource: table };

    expect(policy([good, { Action: ['dynamodb:Get*', 'sqs:SendMessage', 'sqs:*'], Resource: table }])).toEqual(
      ['dynamodb:Get*', 'sqs:*'].map((action) => ({
        stack: 'stack',
        logicalId: 'Policy',
        location: 'Properties.PolicyDocument.Statement[1].Action',
        message: `received "${action}", expected exact actions`,
        fix: 'name each of the `actions` of the PolicyStatement',
      })),
    );
  });

  it('fails with an action on everything that takes a resource', () => {
    expect(policy({ Action: ['xray:PutTraceSegments', 'sqs:SendMessage'], Resource: [table, '*'] })).toEqual([
      {
        stack: 'stack',
        logicalId: 'Policy',
        location: 'Properties.PolicyDocument.Statement[0].Resource',
        message:
          'received "*" for ["xray:PutTraceSegments","sqs:SendMessage"], expected resources: only xray:PutTraceSegments, xray:PutTelemetryRecords, dynamodb:ListStreams, cloudwatch:PutMetricData, ecr:GetAuthorizationToken take none',
        fix: 'name `resources` of the PolicyStatement; give actions that take none a statement of their own',
      },
    ]);
  });

  it.each(['NotAction', 'NotResource'])('fails with %s', (key) => {
    expect(policy({ [key]: 'x' })).toEqual([
      {
        stack: 'stack',
        logicalId: 'Policy',
        location: `Properties.PolicyDocument.Statement[0].${key}`,
        message: 'received "x", expected none',
        fix: 'list `actions` and `resources` of the PolicyStatement',
      },
    ]);
  });

  it('is judged inside of a role too', () => {
    const inline = { PolicyDocument: { Statement: [{ Action: 'sqs:*', Resource: table }] } };
    const good = { PolicyDocument: { Statement: { Action: 'sqs:SendMessage', Resource: table } } };

    expect(judge(leastPrivilegeRule, { Role: ['AWS::IAM::Role', { Policies: [good, inline] }] })).toMatchObject([
      { logicalId: 'Role', location: 'Properties.Policies[1].PolicyDocument.Statement[0].Action' },
    ]);
  });
});
