import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { evaluateResourcePolicy, readResourcePolicy } from '../../../local/iam/resource-policy.ts';
import { awsCall, withBackbone } from '../fixtures/backbone.ts';
import { type SmallCloud, startSmallCloud } from '../fixtures/cloud.ts';
import { clientOptions } from '../fixtures/sdk.ts';

const queue = 'arn:aws:sqs:eu-west-1:000000000000:work';
const rule = 'arn:aws:events:eu-west-1:000000000000:rule/things/work';

describe('a function that calls a service of the backbone', () => {
  let small: SmallCloud;
  beforeAll(async () => {
    small = await startSmallCloud({
      edit: (template) => {
        withBackbone(template);
        const statements = [
          {
            Effect: 'Allow',
            Principal: { AWS: { 'Fn::GetAtt': ['OpenRole', 'Arn'] } },
            Action: 'sqs:SendMessage',
            Resource: queue,
          },
          {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: queue,
          },
        ];
        Object.assign(template.Resources.WorkPolicy?.Properties ?? {}, { PolicyDocument: { Statement: statements } });
      },
      handlers: {
        // Its own role allows nothing of this; the queue's policy lets it send.
        Open: `${awsCall} exports.handler = async ({ queryStringParameters: { target, input } }) => {
          return { statusCode: 200, body: JSON.stringify(await call(target, JSON.parse(input))) };
        };`,
        Worker: 'exports.handler = async () => {};',
        Relay: 'exports.handler = async () => {};',
      },
    });
  });
  afterAll(() => small.close());

  const call = async (target: string, input: object): Promise<{ status: number; body: Record<string, unknown> }> => {
    const query = new URLSearchParams({ target, input: JSON.stringify(input) });
    return JSON.parse(await (await small.fetch(`/open?${query}`)).text());
  };
  const QueueUrl = 'https://sqs.eu-west-1.amazonaws.com/000000000000/work';

  it.each([
    ['AmazonSQS.ReceiveMessage', { QueueUrl }, 403, `sqs:ReceiveMessage on resource: ${queue}`],
    ['AmazonSQS.DeleteMessageBatch', { QueueUrl, Entries: [] }, 403, `sqs:DeleteMessage on resource: ${queue}`],
    ['AmazonSQS.StartMessageMoveTask', { SourceArn: queue }, 403, `sqs:StartMessageMoveTask on resource: ${queue}`],
    [
      'AWSEvents.PutEvents',
      { Entries: [{ EventBusName: 'things' }] },
      400,
      'events:PutEvents on resource: arn:aws:events:eu-west-1:000000000000:event-bus/things',
    ],
    [
      'secretsmanager.GetSecretValue',
      { SecretId: 'provider-key' },
      400,
      'secretsmanager:GetSecretValue on resource: arn:aws:secretsmanager:eu-west-1:000000000000:secret:provider-key-',
    ],
  ])('fails with AccessDenied for %s, which its role does not grant', async (target, input, status, why) => {
    const refusal = await call(target, input);

    expect(refusal.status).toBe(status);
    expect(refusal.body.__type).toBe('com.amazon.coral.service#AccessDeniedException');
    expect(refusal.body.message).toContain(`OpenRole/Open is not authorized to perform: ${why}`);
  });

  it.each([
    ['the source of a move', { QueueUrl: QueueUrl.replace('work', 'lost'), SourceArn: queue, MessageBody: 'x' }],
    ['a name', { QueueUrl: QueueUrl.replace('work', 'lost'), QueueName: 'work', MessageBody: 'x' }],
  ])('gets nothing by naming a queue that it may use beside the one it means: %s', async (_, input) => {
    const { status, body } = await call('AmazonSQS.SendMessage', input);

    expect(status).toBe(403);
    expect(body.message).toContain('sqs:SendMessage on resource: arn:aws:sqs:eu-west-1:000000000000:lost');
  });

  it('may send to a queue whose own policy lets its role', async () => {
    const sent = await call('AmazonSQS.SendMessage', { QueueUrl, MessageBody: 'x' });

    expect(sent.status).toBe(200);
  });

  it('fails for an operation that the local cloud does not know', async () => {
    const { status, body } = await call('AmazonSQS.AddPermission', { QueueUrl });

    expect([status, body.message]).toEqual([
      400,
      'The local cloud does not know the operation AmazonSQS.AddPermission.',
    ]);
  });

  it('fails for a key that is nobody, and not for the operator', async () => {
    const options = clientOptions(small.cloud);
    const send = (accessKeyId: string) =>
      new SQSClient({ ...options, credentials: { ...options.credentials, accessKeyId } }).send(
        new SendMessageCommand({ QueueUrl, MessageBody: 'x' }),
      );

    await expect(send('ASIANOBODY')).rejects.toThrow('The security token included in the request is invalid.');
    await expect(send(options.credentials.accessKeyId)).resolves.toBeDefined();
  });
});

describe('the policy of a queue', () => {
  const insecure = { Bool: { 'aws:SecureTransport': 'false' } };
  const fromRule = { ArnEquals: { 'aws:SourceArn': rule } };
  const allow = {
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: 'sqs:SendMessage',
    Resource: queue,
  };
  const decide = (statements: readonly object[], asker: object = {}) =>
    evaluateResourcePolicy(
      readResourcePolicy({ Statement: statements }, (message) => {
        throw new Error(message);
      }),
      { principal: 'events.amazonaws.com', sourceArn: rule, ...asker },
      'sqs:SendMessage',
      queue,
      '000000000000',
    );

  it.each<[string, object[], object, string]>([
    ['allows the rule it names', [{ ...allow, Condition: fromRule }], {}, 'allowed'],
    ['says nothing to another rule', [{ ...allow, Condition: fromRule }], { sourceArn: `${rule}2` }, 'implicit-deny'],
    ['says nothing to another service', [allow], { principal: 'sns.amazonaws.com' }, 'implicit-deny'],
    ['says nothing of another action', [{ ...allow, Action: 'sqs:ReceiveMessage' }], {}, 'implicit-deny'],
    [
      'denies only what comes without TLS',
      [allow, { ...allow, Effect: 'Deny', Principal: '*', Condition: insecure }],
      {},
      'allowed',
    ],
    ['denies before it allows', [allow, { ...allow, Effect: 'Deny', Principal: '*' }], {}, 'explicit-deny'],
    ...['arn:aws:iam::000000000000:root', '000000000000'].flatMap((AWS): [string, object[], object, string][] => [
      [
        `leaves a role to the policies of its account: ${AWS}`,
        [{ ...allow, Principal: { AWS } }],
        { principal: 'arn:aws:iam::000000000000:role/x' },
        'implicit-deny',
      ],
      [
        `denies every role of its account: ${AWS}`,
        [
          { ...allow, Principal: '*' },
          { ...allow, Effect: 'Deny', Principal: { AWS } },
        ],
        { principal: 'arn:aws:iam::000000000000:role/x' },
        'explicit-deny',
      ],
    ]),
    [
      'allows a role that it names',
      [{ ...allow, Principal: { AWS: 'arn:aws:iam::000000000000:role/x' } }],
      { principal: 'arn:aws:iam::000000000000:role/x' },
      'allowed',
    ],
    [
      'says nothing where a star ends a component early',
      [{ ...allow, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:events:*' } } }],
      {},
      'implicit-deny',
    ],
  ])('%s', (_, statements, asker, decision) => {
    expect(decide(statements, asker)).toBe(decision);
  });

  it('fails for an element that is not evaluated', () => {
    expect(() => decide([{ ...allow, NotPrincipal: '*' }])).toThrow('does not evaluate NotPrincipal');
  });
});
