import type { SSMClientConfig } from '@aws-sdk/client-ssm';
import { asObject } from 'penstock-rules/json';
import type { AssemblyStack } from './assembly.ts';
import { type Cloud, partitionOf, type RegionOfCloud } from './cloud.ts';

type Config = Pick<SSMClientConfig, 'region' | 'credentials'>;

/**
 * AWS, as the CDK CLI reaches it: by the bootstrap's lookup role of a region where the credentials may assume it, else by
 * themselves. The clients are loaded when they are used.
 */
export function cloudOf(stacks: readonly AssemblyStack[]): Cloud {
  const account = once(async () => {
    const { STSClient, GetCallerIdentityCommand } = await import('@aws-sdk/client-sts');
    const home = stacks[0]?.region ?? 'us-east-1';
    const { Account = '' } = await new STSClient({ region: home }).send(new GetCallerIdentityCommand({}));
    return Account;
  });
  return {
    account,
    in: (region) => {
      const role = stacks.find((stack) => stack.region === region)?.lookupRole;
      return regionOf(
        region,
        once(async () => configOf(region, role, await account())),
      );
    },
  };
}

const once = <Value>(load: () => Promise<Value>): (() => Promise<Value>) => {
  let value: Promise<Value> | undefined;
  return () => (value ??= load());
};

async function configOf(region: string, role: string | undefined, account: string): Promise<Config> {
  if (role === undefined) return { region };
  const { STSClient, AssumeRoleCommand } = await import('@aws-sdk/client-sts');
  const arn = role.replace(/\$\{AWS::Partition\}/g, partitionOf(region)).replace(/\$\{AWS::AccountId\}/g, account);
  const assume = new AssumeRoleCommand({ RoleArn: arn, RoleSessionName: 'penstock-preflight' });
  const { Credentials: given } = await new STSClient({ region }).send(assume).catch(() => ({ Credentials: undefined }));
  if (given?.AccessKeyId === undefined || given.SecretAccessKey === undefined) return { region };
  const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = given;
  return { region, credentials: { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) } };
}

function regionOf(region: string, config: () => Promise<Config>): RegionOfCloud {
  return {
    ...stacksOf(config),
    parameter: async (name) => {
      const { SSMClient, GetParameterCommand } = await import('@aws-sdk/client-ssm');
      const client = new SSMClient(await config());
      return found(
        'ParameterNotFound',
        async () => (await client.send(new GetParameterCommand({ Name: name }))).Parameter?.Value,
      );
    },
    concurrency: async () => {
      const { LambdaClient, GetAccountSettingsCommand } = await import('@aws-sdk/client-lambda');
      const { AccountLimit } = await new LambdaClient(await config()).send(new GetAccountSettingsCommand({}));
      const { ConcurrentExecutions: quota = 0, UnreservedConcurrentExecutions: unreserved = 0 } = AccountLimit ?? {};
      return { quota, unreserved };
    },
    resource: async (TypeName, Identifier) => {
      const { CloudControlClient, GetResourceCommand } = await import('@aws-sdk/client-cloudcontrol');
      const client = new CloudControlClient({ ...(await config()), region, maxAttempts: 8 });
      return found('ResourceNotFoundException', async () => {
        const { ResourceDescription } = await client.send(new GetResourceCommand({ TypeName, Identifier }));
        return asObject(JSON.parse(ResourceDescription?.Properties ?? '{}'));
      });
    },
    secretArn: async (name) => {
      const { SecretsManagerClient, DescribeSecretCommand } = await import('@aws-sdk/client-secrets-manager');
      const client = new SecretsManagerClient(await config());
      return found(
        'ResourceNotFoundException',
        async () => (await client.send(new DescribeSecretCommand({ SecretId: name }))).ARN,
      );
    },
  };
}

const stacksOf = (config: () => Promise<Config>): Pick<RegionOfCloud, 'stack' | 'template'> => ({
  stack: async (name) => {
    const { CloudFormationClient, DescribeStacksCommand } = await import('@aws-sdk/client-cloudformation');
    const client = new CloudFormationClient(await config());
    return found('ValidationError', async () => {
      const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: name }));
      const [{ StackStatus: status = '', EnableTerminationProtection = false } = {}] = Stacks;
      return { status, terminationProtection: EnableTerminationProtection };
    });
  },
  template: async (name) => {
    const { CloudFormationClient, GetTemplateCommand } = await import('@aws-sdk/client-cloudformation');
    const client = new CloudFormationClient(await config());
    return found('ValidationError', async () => {
      const { TemplateBody = '{}' } = await client.send(new GetTemplateCommand({ StackName: name }));
      return asObject(JSON.parse(TemplateBody));
    });
  },
});

/** What a call gives, or undefined where AWS says by this error that there is none. */
async function found<Value>(name: string, ask: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (Object(error).name === name) return undefined;
    throw error;
  }
}
