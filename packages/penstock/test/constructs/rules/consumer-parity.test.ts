import { describe, expect, it } from '@jest/globals';
import { consumerParityRule } from '../../../constructs/rules/consumer-parity.ts';
import type { Consumer } from '../../../contract/events/model.ts';
import { arnOf, judge, type Loose, type Resources } from './template.ts';

const consumer = {
  name: 'greet',
  queue: 'greetings',
  timeout: 10,
  detailTypes: ['test.person.met.v1', { prefix: 'test.dog.' }],
} as unknown as Consumer;
const target = (over: Loose = {}) => ({ Arn: arnOf('Queue'), InputPath: '$.detail', ...over });
const bus: Resources = { Bus: ['AWS::Events::EventBus'] };
const queue = (QueueName = 'penstock-test-greetings'): Resources => ({ Queue: ['AWS::SQS::Queue', { QueueName }] });
const fn = (over: Loose = {}): Resources => ({
  Fn: ['AWS::Lambda::Function', { FunctionName: 'penstock-test-greet', Timeout: 10, ...over }],
});
const poller = (over: Loose = {}): Resources => ({
  Poller: ['AWS::Lambda::EventSourceMapping', { EventSourceArn: arnOf('Queue'), FunctionName: { Ref: 'Fn' }, ...over }],
});
const rule = (over: Loose = {}): Resources => ({
  Rule: [
    'AWS::Events::Rule',
    { EventPattern: { 'detail-type': consumer.detailTypes }, Targets: [target()], State: 'ENABLED', ...over },
  ],
});
const whole = { ...bus, ...queue(), ...fn(), ...poller(), ...rule() };
const found = (over: Resources, consumers = [consumer]) =>
  judge(consumerParityRule, { ...whole, ...over }, { consumers });
const violation = (logicalId: string, location: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId,
  location: `Properties.${location}`,
  message,
  fix,
});

describe('a consumer', () => {
  it('has its queue, poller, function and rule', () => {
    expect(found({})).toEqual([]);
    expect(found(poller({ Enabled: true }))).toEqual([]);
  });

  it.each([
    ['its queue has another name', queue('penstock-test-other')],
    ['its poller reads something else', poller({ EventSourceArn: 'arn:aws:sqs:::other' })],
  ])('fails when %s', (_case, over) => {
    expect(found(over)).toContainEqual(
      violation(
        'Bus',
        'Name',
        'received no poller from greetings to greet, expected one',
        'make a WorkQueue for each consumer, and its function',
      ),
    );
  });

  it('fails when its queue is polled for another function', () => {
    expect(found(fn({ FunctionName: 'penstock-test-other' }))).toEqual([
      violation(
        'Bus',
        'Name',
        'received no poller from greetings to greet, expected one',
        'make a WorkQueue for each consumer, and its function',
      ),
      violation(
        'Poller',
        'FunctionName',
        'received "penstock-test-other", expected only consumers of consumers.yaml',
        'declare the consumer there',
      ),
    ]);
  });

  it.each([
    [
      'its poller is off',
      poller({ Enabled: false }),
      violation('Poller', 'Enabled', 'received false, expected a poller that polls', 'enable it'),
    ],
    [
      'its timeout is another',
      fn({ Timeout: 11 }),
      violation('Fn', 'Timeout', 'received 11, expected the 10 s of consumers.yaml', 'take `timeout` of the consumer'),
    ],
    [
      'its rule is off',
      rule({ State: 'DISABLED' }),
      violation('Rule', 'State', 'received "DISABLED", expected a rule that routes', 'enable it'),
    ],
  ])('fails when %s', (_case, over, expected) => {
    expect(found(over)).toEqual([expected]);
  });

  it('fails when its rule matches other types', () => {
    expect(found(rule({ EventPattern: { 'detail-type': ['other'] } }))).toEqual([
      violation(
        'Rule',
        'EventPattern',
        'received ["other"] for Queue, expected ["test.person.met.v1",{"prefix":"test.dog."}]',
        'deliver the `detailTypes` of the consumer to its queue',
      ),
    ]);
  });

  it('fails when no rule leads to its queue', () => {
    expect(found(rule({ Targets: [target({ Arn: arnOf('Other') })] }))).toEqual([
      violation(
        'Bus',
        'Name',
        'received [] for Queue, expected ["test.person.met.v1",{"prefix":"test.dog."}]',
        'deliver the `detailTypes` of the consumer to its queue',
      ),
    ]);
  });

  it.each([
    ['whole events', { InputPath: undefined }],
    ['another part of them', { InputPath: '$.detail.data' }],
  ])('fails when one of its targets gets %s', (_case, over) => {
    expect(found(rule({ Targets: [target(), target(over)] }))).toEqual([
      violation(
        'Rule',
        'Targets',
        'received an event with what the bus puts around it, expected InputPath $.detail',
        'route with `deliver` of the EventBus',
      ),
    ]);
  });
});

it('a stack without a bus has no consumers', () => {
  expect(judge(consumerParityRule, queue(), { consumers: [consumer] })).toEqual([]);
});
