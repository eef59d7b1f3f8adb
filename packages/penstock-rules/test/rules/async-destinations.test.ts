import { describe, expect, it } from '@jest/globals';
import { asyncDestinationRule } from '../../rules/async-destinations.ts';
import { arnOf, judge, type Resources } from '../template.ts';

const fn = (properties: object = {}): Resources => ({
  Other: ['AWS::Lambda::Function'],
  Fn: ['AWS::Lambda::Function', properties],
  Alias: ['AWS::Lambda::Alias', { FunctionName: { Ref: 'Fn' } }],
});
const invokers: Readonly<Record<string, Resources[string]>> = {
  'a topic': ['AWS::SNS::Subscription', { Protocol: 'lambda', Endpoint: arnOf('Fn') }],
  'a rule': ['AWS::Events::Rule', { Targets: [{ Arn: arnOf('Queue') }, { Arn: arnOf('Fn') }] }],
  'a rule, by an alias': ['AWS::Events::Rule', { Targets: [{ Arn: { Ref: 'Alias' } }] }],
  'a schedule': ['AWS::Scheduler::Schedule', { Target: { Arn: arnOf('Fn') } }],
  'a bucket': ['AWS::S3::Bucket', { NotificationConfiguration: { LambdaConfigurations: [{ Function: arnOf('Fn') }] } }],
  'a bucket of the library': [
    'Custom::S3BucketNotifications',
    { NotificationConfiguration: { LambdaFunctionConfigurations: [{ LambdaFunctionArn: arnOf('Fn') }] } },
  ],
};
const configured = (target: string, DestinationConfig?: object): Resources => ({
  Config: ['AWS::Lambda::EventInvokeConfig', { FunctionName: { Ref: target }, DestinationConfig }],
});
const toQueue = { OnFailure: { Destination: arnOf('Dead') } };

describe.each(Object.entries(invokers))('a function that is invoked by %s', (_name, Invoker) => {
  const found = (properties: object = {}, over: Resources = {}) =>
    judge(asyncDestinationRule, { ...fn(properties), Invoker, ...over });

  it('may keep what it fails in a dead-letter queue or at a destination', () => {
    expect(found({ DeadLetterConfig: { TargetArn: arnOf('Dead') } })).toEqual([]);
    expect(found({}, configured('Fn', toQueue))).toEqual([]);
  });

  it.each([
    ['nothing', {}, {}, 'nothing'],
    ['a queue that is not named', { DeadLetterConfig: {} }, {}, '{}'],
    ['the destination of another', {}, configured('Other', toQueue), 'nothing'],
    ['the destination of a function of another stack', {}, configured('Gone', toQueue), 'nothing'],
    ['a destination of successes', {}, configured('Fn', { OnSuccess: {} }), 'nothing'],
    ['a number of retries alone', {}, configured('Fn'), 'nothing'],
  ])('fails with %s', (_case, properties, over, received) => {
    expect(found(properties, over as Resources)).toEqual([
      {
        stack: 'stack',
        logicalId: 'Fn',
        location: 'Properties.DeadLetterConfig',
        message: `received ${received}, expected a destination for what fails: Invoker do not wait for an answer`,
        fix: 'set `onFailure: new SqsDestination(queue)`, or `deadLetterQueue`, of the Function',
      },
    ]);
  });
});

it('names all that invoke it', () => {
  const Topic = invokers['a topic'] as Resources[string];
  const Schedule = invokers['a schedule'] as Resources[string];

  expect(judge(asyncDestinationRule, { ...fn(), Topic, Schedule })).toMatchObject([
    { message: expect.stringContaining(': Topic, Schedule do not wait') },
  ]);
});

it.each([
  ['nobody', {}],
  ['a subscription of a queue', { Sub: ['AWS::SNS::Subscription', { Protocol: 'sqs', Endpoint: arnOf('Queue') }] }],
  ['what waits for it', { Method: ['AWS::ApiGateway::Method', { Targets: [{ Arn: arnOf('Fn') }] }] }],
])('a function owes nothing to %s', (_case, resources) => {
  expect(judge(asyncDestinationRule, { ...fn(), ...(resources as unknown as Resources) })).toEqual([]);
});
