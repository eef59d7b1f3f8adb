import { describe, expect, it } from '@jest/globals';
import { asObject } from 'penstock-rules/json';
import { resourcesOf } from 'penstock-rules/template/resources';
import { pipelineApp } from '../../constructs/pipeline/pipeline.ts';
import { stages } from '../../testkit/sample/stages.ts';
import { temporaryFolder } from './synthesized.ts';

const given = { stage: 'prod', repository: 'acme/parcels' };

function stackOf(context: Readonly<Record<string, string>>) {
  const { stacks } = pipelineApp({ stages, app: 'parcels', context, outdir: temporaryFolder() }).synth();
  expect(stacks.map(({ stackName }) => stackName)).toEqual(['parcels-prod-pipeline']);
  return { name: 'pipeline', region: 'eu-west-1', template: stacks[0]?.template ?? {} };
}

const role = (name: string, region: string) => ({
  'Fn::Join': [
    '',
    [
      'arn:',
      { Ref: 'AWS::Partition' },
      ':iam::',
      { Ref: 'AWS::AccountId' },
      `:role/cdk-hnb659fds-${name}-role-`,
      { Ref: 'AWS::AccountId' },
      `-${region}`,
    ],
  ],
});

describe('the stack of a pipeline', () => {
  const stack = stackOf(given);
  const roles = resourcesOf(stack, 'AWS::IAM::Role').map(({ properties }) => properties);
  const documentOf = (value: unknown) => asObject(asObject(value).PolicyDocument);

  it('lets the environment of the stage assume the roles of the bootstrap, in its regions, and nothing else', () => {
    const regions = ['eu-west-1', 'eu-west-2', 'eu-central-1'];

    expect(roles.map(({ Policies }) => (Policies as unknown[]).map(documentOf))).toEqual([
      [
        {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sts:AssumeRole',
              Resource: regions.flatMap((region) =>
                ['deploy', 'file-publishing', 'lookup'].map((name) => role(name, region)),
              ),
            },
          ],
        },
      ],
      [
        {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 'sts:AssumeRole', Resource: regions.map((region) => role('lookup', region)) },
          ],
        },
      ],
    ]);
    for (const one of roles) expect(one).not.toHaveProperty('ManagedPolicyArns');
  });

  it('trusts the tokens of one repository and one environment alone, for a review another one', () => {
    const trusted = roles.map(({ AssumeRolePolicyDocument }) => asObject(AssumeRolePolicyDocument).Statement);
    const equals = (sub: string) => ({
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': sub,
      },
    });

    expect(trusted).toMatchObject([
      [{ Action: 'sts:AssumeRoleWithWebIdentity', Condition: equals('repo:acme/parcels:environment:prod') }],
      [{ Action: 'sts:AssumeRoleWithWebIdentity', Condition: equals('repo:acme/parcels:environment:prod-review') }],
    ]);
  });

  it('makes the provider of the account and keeps it, or uses the one that is there', () => {
    const [provider] = resourcesOf(stack, 'AWS::IAM::OIDCProvider');

    expect(provider).toMatchObject({
      properties: { Url: 'https://token.actions.githubusercontent.com', ClientIdList: ['sts.amazonaws.com'] },
      deletionPolicy: 'RetainExceptOnCreate',
    });
    expect(resourcesOf(stackOf({ ...given, oidcProvider: 'existing' }), 'AWS::IAM::OIDCProvider')).toEqual([]);
  });

  it('names no role: two stages share an account', () => {
    for (const one of roles) expect(one).not.toHaveProperty('RoleName');
  });

  it.each([
    ['no repository', { stage: 'prod' }, /^-c repository=\.\.\.\n {4}received ""/],
    [
      'what is no repository',
      { ...given, repository: 'https://github.com/acme/parcels' },
      /expected a repository of GitHub: owner\/name/,
    ],
    ['a repository that means any', { ...given, repository: 'acme/*' }, /received "acme\/\*"/],
    [
      'a local stage',
      { ...given, stage: 'local' },
      /^-c stage=\.\.\.\n {4}received "local"\n {4}expected one of dev, prod/,
    ],
    ['another provider', { ...given, oidcProvider: 'mine' }, /expected created or existing/],
  ])('fails with %s', (_what, context, message) => {
    expect(() => pipelineApp({ stages, app: 'parcels', context, outdir: temporaryFolder() })).toThrow(message);
  });
});
