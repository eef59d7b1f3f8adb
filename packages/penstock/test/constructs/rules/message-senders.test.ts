import { describe, expect, it } from '@jest/globals';
import { messageSendersRule } from '../../../constructs/rules/message-senders.ts';
import type { Consumer } from '../../../contract/events/model.ts';
import { judge, type Resources, stackWith } from './template.ts';

const joined = (...parts: unknown[]) => ({ 'Fn::Join': ['', parts] });
const name = 'penstock-test-greetings';
const sender = (last = `/${name}`, of = `:${name}`, start = 'https://sqs.eu-west-1.'): Resources => ({
  Fn: [
    'AWS::Lambda::Function',
    {
      Role: { Ref: 'Role' },
      Environment: { Variables: { OTHER: 'x', TARGET_URL: joined(start, { Ref: 'AWS::AccountId' }, last) } },
    },
  ],
  Policy: [
    'AWS::IAM::Policy',
    {
      Roles: [{ Ref: 'Role' }],
      PolicyDocument: {
        Statement: { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: joined('arn:', of) },
      },
    },
  ],
});
const withStatements = (resources: Resources): Resources =>
  Object.fromEntries(
    Object.entries(resources).map(([id, [type, properties = {}]]) => {
      const { PolicyDocument } = properties as { PolicyDocument?: { Statement: unknown } };
      return [
        id,
        [
          type,
          PolicyDocument === undefined
            ? properties
            : { ...properties, PolicyDocument: { Statement: [PolicyDocument.Statement] } },
        ],
      ];
    }),
  );
const queue = (QueueName = name): Resources => ({ Queue: ['AWS::SQS::Queue', { QueueName }] });
const consumer = { name: 'greet', queue: 'greetings', messages: ['a.b.v1', 'a.c.v1'] } as unknown as Consumer;
const found = (resources: Resources, consumers: readonly Consumer[] = [consumer]) =>
  judge(messageSendersRule, withStatements(resources), { consumers });
const violation = (logicalId: string, location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId,
  location: `Properties.${location}`,
  message,
  fix,
});
const atUrl = 'Environment.Variables.TARGET_URL';

describe('a queue that is sent to', () => {
  it('is there, and its sender may send to it', () => {
    expect(found({ ...queue(), ...sender() })).toEqual([]);
  });

  it('fails when it is not there', () => {
    expect(found({ ...queue('penstock-test-other'), ...sender() })).toEqual([
      violation(
        'Fn',
        atUrl,
        `received a URL of "${name}", expected that of a queue in eu-west-1`,
        'take the name from the consumer, with `queueNameOf`',
      ),
    ]);
  });

  it('is looked for in its own region', () => {
    const stacks = [
      stackWith(withStatements(sender()), 'stack', 'eu-west-1'),
      stackWith(queue(), 'elsewhere', 'eu-west-2'),
    ];

    expect(judge(messageSendersRule, {}, { stacks })).toMatchObject([{ logicalId: 'Fn' }]);
  });

  it('fails when another is what may be sent to', () => {
    expect(found({ ...queue(), ...sender(undefined, ':penstock-test-other') })).toEqual([
      violation(
        'Fn',
        atUrl,
        `received a URL of "${name}" and no sqs:SendMessage to it, expected both`,
        'connect the function with `sendToQueue`',
      ),
    ]);
  });

  it('is told by a URL with the account in it', () => {
    expect(found({ ...queue(), ...sender(`/123456789012/${name}`) }, [])).toEqual([]);
  });

  it('has a name that is all of what follows the account in its URL', () => {
    expect(found({ ...queue(), ...sender(`/x/${name}`) }, [])).toMatchObject([
      { message: `received a URL of "x/${name}", expected that of a queue in eu-west-1` },
    ]);
  });

  it('is none where the text is of something else', () => {
    expect(found(sender(undefined, undefined, 'https://sns.eu-west-1.'), [])).toEqual([]);
  });
});

describe('a queue whose consumer takes messages', () => {
  it('fails without a sender', () => {
    expect(found(queue())).toEqual([
      violation(
        'Queue',
        'QueueName',
        'received no function that sends to it, expected one: greet takes a.b.v1, a.c.v1',
        'connect a sender with `sendToQueue`',
      ),
    ]);
  });

  it.each([
    ['takes none', [{ ...consumer, messages: [] }]],
    ['is none', []],
  ])('needs no sender when its consumer %s', (_case, consumers) => {
    expect(found(queue(), consumers)).toEqual([]);
  });
});
