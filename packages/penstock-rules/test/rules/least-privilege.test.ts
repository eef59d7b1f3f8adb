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
    ...[
      ...['xray:PutTelemetryRecords', 'xray:GetSamplingRules', 'xray:GetSamplingTargets'],
      ...['xray:GetSamplingStatisticSummaries', 'cloudwatch:PutMetricData', 'cloudwatch:GetMetricData'],
      ...['cloudwatch:GetMetricStatistics', 'cloudwatch:ListMetrics', 'ecr:GetAuthorizationToken'],
      ...['sts:GetCallerIdentity', 'ce:GetCostAndUsage', 'ce:GetCostForecast', 'textract:AnalyzeDocument'],
      ...['textract:AnalyzeExpense', 'textract:AnalyzeID', 'textract:DetectDocumentText', 'rekognition:DetectFaces'],
      ...['rekognition:DetectLabels', 'rekognition:DetectModerationLabels', 'rekognition:DetectText'],
      ...['comprehend:DetectSentiment', 'comprehend:BatchDetectSyntax', 'comprehend:DetectKeyPhrases'],
      ...['comprehend:BatchDetectDominantLanguage', 'translate:TranslateText', 'translate:TranslateDocument'],
      ...['logs:CreateLogDelivery', 'logs:GetLogDelivery', 'logs:UpdateLogDelivery', 'logs:DeleteLogDelivery'],
      ...[
        'logs:ListLogDeliveries',
        'logs:PutResourcePolicy',
        'logs:DescribeResourcePolicies',
        'logs:DescribeLogGroups',
      ],
      ...['ec2:CreateNetworkInterface', 'ec2:DeleteNetworkInterface', 'ec2:DescribeNetworkInterfaces'],
      ...['ec2:AssignPrivateIpAddresses', 'ec2:UnassignPrivateIpAddresses', 'ec2:DescribeSubnets'],
    ].map((Action) => [Action, { Action, Resource: '*' }] as const),
    ...[
      ...['s3:GetObject*', 's3:GetBucket*', 's3:List*', 's3:PutObject*', 's3:DeleteObject*', 's3:Abort*'],
      ...['kms:ReEncrypt*', 'kms:GenerateDataKey*'],
    ].map((Action) => [`what a grant of the library does: ${Action}`, { Action, Resource: table }] as const),
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

  it('is not looked for in what has none', () => {
    expect(policy({ Action: 'dynamodb:*', Resource: table }, 'AWS::S3::BucketPolicy')).toEqual([]);
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
          'received "*" for ["xray:PutTraceSegments","sqs:SendMessage"], expected resources: not every one of them takes none',
        fix: 'name `resources` of the PolicyStatement; give actions that take none a statement of their own',
      },
    ]);
  });

  it.each([
    ...['xray:PutTraceSegmentsToo', 'myxray:PutTraceSegments', 'dynamodb:ListStreamsToo', 'adynamodb:ListStreams'],
    ...[
      'acloudwatch:ListMetrics',
      'cloudwatch:ListMetricsToo',
      'aecr:GetAuthorizationToken',
      'ecr:GetAuthorizationTokens',
    ],
    ...['asts:GetCallerIdentity', 'sts:GetCallerIdentityToo', 'ace:GetCostForecast', 'ce:GetCostForecasts'],
    ...['atextract:AnalyzeID', 'textract:AnalyzeIDs', 'arekognition:DetectText', 'rekognition:DetectTexts'],
    ...[
      'acomprehend:DetectSyntax',
      'comprehend:DetectSyntaxes',
      'atranslate:TranslateText',
      'translate:TranslateTexts',
    ],
    ...[
      'alogs:DescribeLogGroups',
      'logs:DescribeLogGroupsToo',
      'aec2:CreateNetworkInterface',
      'ec2:CreateNetworkInterfaces',
    ],
    ...['ec2:RunInstances', 'ec2:Describe', 'ec2:DescribeA-B', 'dynamodb:PutItem'],
  ])('fails with %s on everything', (Action) => {
    expect(policy({ Action, Resource: '*' })).toMatchObject([
      { message: `received "*" for "${Action}", expected resources: not every one of them takes none` },
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
