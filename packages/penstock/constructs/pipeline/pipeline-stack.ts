import {
  CfnOIDCProvider,
  Effect,
  FederatedPrincipal,
  type IRole,
  PolicyDocument,
  PolicyStatement,
  Role,
} from 'aws-cdk-lib/aws-iam';
import { CfnOutput, DefaultStackSynthesizer, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';
import { deployedRegions } from '../stacks/edge-names.ts';
import { namesOf, titleOf } from '../stacks/names.ts';
import type { AppStage } from '../stage/app-stage.ts';

export interface PipelineStackProps {
  readonly stage: AppStage;
  /** `owner/name` on GitHub. */
  readonly repository: string;
  /** An account has one provider of GitHub's tokens; the first stack in it makes it. */
  readonly provider: 'created' | 'existing';
}

const issuer = 'token.actions.githubusercontent.com';

/** Roles of the bootstrap that a deployment assumes; each may do what its name says, and CloudFormation the rest. */
const deploying = ['deploy', 'file-publishing', 'lookup'];
const reading = ['lookup'];

/**
 * What lets a workflow deploy a stage without a key: a role that GitHub's token of this repository and this environment
 * opens, and that may do nothing but assume the bootstrap's roles in the regions of the stage. A second one, for reviews,
 * may only look.
 *
 * @see https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/configuring-openid-connect-in-amazon-web-services
 */
export class PipelineStack extends Stack {
  readonly #props: PipelineStackProps;

  constructor(scope: Construct, props: PipelineStackProps) {
    const { stage, provider } = props;
    super(scope, namesOf(stage).pipelineStack, {
      env: { region: stage.regions[0] ?? '' },
      description: `${titleOf(stage.app)} ${stage.name}: what its pipeline may do`,
      tags: { 'penstock:stage': stage.name },
    });
    this.#props = props;
    if (provider === 'created') this.#provider();
    // As long as a deployment to three regions takes.
    const deployer = this.#role('DeployRole', stage.name, deploying, Duration.hours(4));
    const reviewer = this.#role('ReviewRole', `${stage.name}-review`, reading, Duration.hours(1));
    new CfnOutput(this, 'DeployRoleArn', { value: deployer.roleArn });
    new CfnOutput(this, 'ReviewRoleArn', { value: reviewer.roleArn });
  }

  /** Kept when the stack goes: other repositories may have come to lean on it. */
  #provider(): void {
    const provider = new CfnOIDCProvider(this, 'Provider', {
      url: `https://${issuer}`,
      clientIdList: ['sts.amazonaws.com'],
    });
    provider.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  }

  #role(id: string, environment: string, roles: readonly string[], maxSessionDuration: Duration): IRole {
    const { repository, provider, stage } = this.#props;
    const arn = this.formatArn({ service: 'iam', region: '', resource: 'oidc-provider', resourceName: issuer });
    const role = new Role(this, id, {
      description: `Environment ${environment} of ${repository}`,
      maxSessionDuration,
      assumedBy: new FederatedPrincipal(
        arn,
        {
          StringEquals: {
            [`${issuer}:aud`]: 'sts.amazonaws.com',
            [`${issuer}:sub`]: `repo:${repository}:environment:${environment}`,
          },
        },
        'sts:AssumeRoleWithWebIdentity',
      ),
      inlinePolicies: {
        bootstrap: new PolicyDocument({
          statements: [
            new PolicyStatement({
              effect: Effect.ALLOW,
              actions: ['sts:AssumeRole'],
              resources: deployedRegions(stage).flatMap((region) =>
                roles.map((name) => this.#bootstrapRole(name, region)),
              ),
            }),
          ],
        }),
      },
    });
    const made = this.node.tryFindChild('Provider');
    if (provider === 'created' && made !== undefined) role.node.addDependency(made);
    return role;
  }

  #bootstrapRole(name: string, region: string): string {
    const roleName = `cdk-${DefaultStackSynthesizer.DEFAULT_QUALIFIER}-${name}-role-${this.account}-${region}`;
    return this.formatArn({ service: 'iam', region: '', resource: 'role', resourceName: roleName });
  }
}
