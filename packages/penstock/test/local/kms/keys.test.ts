import { describe, expect, it } from '@jest/globals';
import { awsCall, withBackbone } from '../fixtures/backbone.ts';
import { startSmallCloud } from '../fixtures/cloud.ts';
import type { Template } from '../fixtures/template.ts';

const root = { AWS: 'arn:aws:iam::000000000000:root' };
const account = { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' };
const events = {
  Effect: 'Allow',
  Principal: { Service: 'events.amazonaws.com' },
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Resource: '*',
};
/** By its name: the role's policy names the queue, and the queue the key. */
const roleOf = (name: string) => ({ AWS: `arn:aws:iam::000000000000:role/small-${name}Role` });
const keyArn = { 'Fn::GetAtt': ['Key', 'Arn'] };

interface Setup {
  readonly policy?: readonly object[];
  /** Actions that a role may do with the key. */
  readonly grants?: Readonly<Record<string, readonly string[]>>;
  readonly edit?: (template: Template) => void;
}

/** The queue `work` and the secret are encrypted with the key. */
const encrypted =
  ({ policy = [account, events], grants = {}, edit = () => {} }: Setup) =>
  (template: Template) => {
    withBackbone(template);
    const { Resources } = template;
    Resources.Key = { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Statement: policy } } };
    Object.assign(Resources.Work?.Properties ?? {}, { KmsMasterKeyId: { Ref: 'Key' }, SqsManagedSseEnabled: false });
    Object.assign(Resources.Secret?.Properties ?? {}, { KmsKeyId: keyArn });
    for (const [name, Action] of Object.entries(grants)) {
      Resources[`${name}Keys`] = {
        Type: 'AWS::IAM::Policy',
        Properties: {
          PolicyName: `${name}-keys`,
          PolicyDocument: { Statement: [{ Effect: 'Allow', Action, Resource: keyArn }] },
          Roles: [{ Ref: `${name}Role` }],
        },
      };
    }
    edit(template);
  };

const handlers = {
  Worker: 'exports.handler = async () => {};',
  Relay: 'exports.handler = async () => {};',
  Open: `${awsCall} exports.handler = async ({ queryStringParameters: { target, input } }) => {
    return { statusCode: 200, body: JSON.stringify(await call(target, JSON.parse(input))) };
  };`,
};

async function problemsOf(setup: Setup): Promise<string> {
  return startSmallCloud({ edit: encrypted(setup), handlers }).then(
    async ({ close }) => {
      await close();
      return '';
    },
    (error: unknown) => String(error),
  );
}

describe('a queue that is encrypted with a key', () => {
  const decrypts = { Worker: ['kms:Decrypt'] };

  it.each<[string, Setup]>([
    ['its reader may decrypt', { grants: decrypts }],
    ['its policy names its reader', { policy: [events, { ...account, Principal: roleOf('Worker') }] }],
    [
      'its policy names its reader by way of SQS',
      {
        policy: [
          events,
          {
            ...account,
            Principal: roleOf('Worker'),
            Condition: { StringEquals: { 'kms:ViaService': 'sqs.eu-west-1.amazonaws.com' } },
          },
        ],
      },
    ],
  ])('is read where %s', async (_, setup) => {
    expect(await problemsOf(setup)).toBe('');
  });

  it.each<[string, Setup, RegExp]>([
    [
      'its reader may not decrypt',
      {},
      /WorkMapping.*WorkerRole of the function may not kms:Decrypt with key .* of queue work/,
    ],
    [
      'its policy leaves nothing to the account',
      { policy: [events], grants: decrypts },
      /WorkMapping.*may not kms:Decrypt/,
    ],
    [
      'its policy denies its reader',
      { policy: [account, events, { ...account, Effect: 'Deny', Principal: roleOf('Worker') }], grants: decrypts },
      /WorkMapping.*may not kms:Decrypt/,
    ],
    [
      'it is another service through which its reader may',
      {
        policy: [
          events,
          {
            ...account,
            Principal: roleOf('Worker'),
            Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
          },
        ],
      },
      /WorkMapping.*may not kms:Decrypt/,
    ],
    [
      'EventBridge may not use its key',
      { policy: [account], grants: decrypts },
      /Rule.*its messages would be lost: the policy of key .* does not allow events\.amazonaws\.com kms:GenerateDataKey and kms:Decrypt/,
    ],
    [
      'its key is of AWS, which EventBridge may not use',
      {
        edit: ({ Resources }) =>
          void Object.assign(Resources.Work?.Properties ?? {}, { KmsMasterKeyId: 'alias/aws/sqs' }),
      },
      /Rule.*does not allow events\.amazonaws\.com kms:GenerateDataKey/,
    ],
    [
      'it takes what a stream gives up, and the reader may not encrypt',
      {
        grants: decrypts,
        edit: ({ Resources }) =>
          void Object.assign(Resources.Lost?.Properties ?? {}, { KmsMasterKeyId: { Ref: 'Key' } }),
      },
      /StreamMapping.*RelayRole of the function may not kms:GenerateDataKey and kms:Decrypt with key .* of queue lost/,
    ],
    [
      'its key has a policy that is not evaluated',
      { policy: [account, { ...account, Condition: { StringEquals: { 'kms:EncryptionContext:a': 'b' } } }] },
      /Key.*does not evaluate the condition StringEquals on kms:EncryptionContext:a/,
    ],
  ])('is a problem where %s', async (_, setup, message) => {
    expect(await problemsOf(setup)).toMatch(message);
  });
});

describe('a function that uses what is encrypted with a key', () => {
  const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/work';
  const send = { target: 'AmazonSQS.SendMessage', input: JSON.stringify({ QueueUrl, MessageBody: 'x' }) };
  const read = { target: 'secretsmanager.GetSecretValue', input: JSON.stringify({ SecretId: 'provider-key' }) };
  const uses = { Open: ['sqs:SendMessage', 'secretsmanager:GetSecretValue'] };

  /** What the function is told, where it may use queue and secret themselves, and these actions on the key. */
  async function answers(onKey: readonly string[]) {
    const edit = ({ Resources }: Template) => {
      const document = Resources.OpenKeys?.Properties.PolicyDocument as { Statement: object[] };
      document.Statement.push({ Effect: 'Allow', Action: uses.Open, Resource: '*' });
    };
    const grants = { Worker: ['kms:Decrypt'], Open: ['kms:DescribeKey', ...onKey] };
    const small = await startSmallCloud({ edit: encrypted({ grants, edit }), handlers });
    const call = async (request: Record<string, string>) =>
      (await small.fetch(`/open?${new URLSearchParams(request)}`)).json() as Promise<{
        status: number;
        body: { message?: string };
      }>;
    const found = { sent: await call(send), secret: await call(read) };
    await small.close();
    return found;
  }

  it('gets nothing without a grant on the key', async () => {
    const { sent, secret } = await answers([]);

    expect([sent.status, secret.status]).toEqual([403, 400]);
    expect(sent.body.message).toMatch(
      /not authorized to perform: kms:GenerateDataKey on resource: arn:aws:kms:eu-west-1:000000000000:key\/\S+ because no identity-based policy/,
    );
    expect(secret.body.message).toMatch(/not authorized to perform: kms:Decrypt/);
  });

  it('sends only where it may do both that sending takes', async () => {
    const { sent, secret } = await answers(['kms:GenerateDataKey']);

    expect([sent.status, secret.status]).toEqual([403, 400]);
    expect(sent.body.message).toMatch(/kms:Decrypt/);
  });

  it('gets both with the grants that SQS and Secrets Manager ask for', async () => {
    const { sent, secret } = await answers(['kms:GenerateDataKey', 'kms:Decrypt']);

    expect([sent.status, secret.status]).toEqual([200, 200]);
  });
});
