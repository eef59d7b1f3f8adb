import { describe, expect, it } from '@jest/globals';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import { referenced, resourcesOf } from 'penstock-rules/template/resources';
import { EventBus } from '../../constructs/event-bus.ts';
import { asArray, asObject } from '../../contract/json.ts';
import { context, only } from './synthesized.ts';

const app = new App({ context });
const scope = new Stack(app, 'Test', { env: { region: 'eu-west-2' } });
const sources = ['acme.things', 'acme.parts'];
const bus = new EventBus(scope, 'Bus', {
  busName: 'things',
  sources: ['acme.things'],
  archiveFor: Duration.days(3),
  removalPolicy: RemovalPolicy.DESTROY,
});
bus.deliver('first', { sources, types: ['thing.made.v1', { prefix: 'thing.broken.' }] }, new Queue(scope, 'First'));
bus.deliver('second', { sources, types: ['thing.made.v1'] }, new Queue(scope, 'Second'));
const stack = { name: 'Test', region: 'eu-west-2', template: app.synth().getStackByName('Test').template };
const rule = (name: string) => only(stack, 'AWS::Events::Rule', ({ properties }) => properties.Name === name);
const idOf = (type: string, like: string) =>
  resourcesOf(stack, type).find(({ logicalId }) => logicalId.startsWith(like))?.logicalId;

/** The rules that a queue's policy lets send. */
const senders = (queue: string | undefined) =>
  resourcesOf(stack, 'AWS::SQS::QueuePolicy')
    .filter(({ properties }) => asArray(properties.Queues).some((one) => referenced(one) === queue))
    .flatMap(({ properties }) => asArray(asObject(properties.PolicyDocument).Statement).map(asObject))
    .filter(({ Effect }) => Effect === 'Allow')
    .map(({ Condition }) => referenced(asObject(asObject(Condition).ArnEquals)['aws:SourceArn']));

describe('a bus', () => {
  it('keeps what its source publishes, and nothing else', () => {
    expect(only(stack, 'AWS::Events::Archive')).toMatchObject({
      EventPattern: { source: ['acme.things'] },
      RetentionDays: 3,
    });
  });

  it('matches types in full, or by how they begin', () => {
    expect(rule('things-first').EventPattern).toEqual({
      source: sources,
      'detail-type': ['thing.made.v1', { prefix: 'thing.broken.' }],
    });
  });

  it.each([
    ['FailedInvocations', 'things-first-not-delivered'],
    ['InvocationsFailedToBeSentToDlq', 'things-first-not-dead-lettered'],
  ])('has an alarm on %s of each rule, by the names that CloudWatch has', (metric, name) => {
    expect(only(stack, 'AWS::CloudWatch::Alarm', ({ properties }) => properties.AlarmName === name)).toMatchObject({
      Namespace: 'AWS/Events',
      MetricName: metric,
      Dimensions: [
        { Name: 'EventBusName', Value: 'things' },
        { Name: 'RuleName', Value: 'things-first' },
      ],
      Period: 60,
      Statistic: 'Sum',
      Threshold: 0,
    });
  });

  it('lets each rule send to its own queue, and all to the queue for what was not delivered', () => {
    const [first, second] = ['Busfirst', 'Bussecond'].map((like) => idOf('AWS::Events::Rule', like));

    expect(senders(idOf('AWS::SQS::Queue', 'First'))).toEqual([first]);
    expect(senders(idOf('AWS::SQS::Queue', 'Second'))).toEqual([second]);
    expect(senders(idOf('AWS::SQS::Queue', 'BusUndelivered'))).toEqual([first, second]);
  });
});
