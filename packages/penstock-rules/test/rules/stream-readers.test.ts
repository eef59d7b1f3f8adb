import { describe, expect, it } from '@jest/globals';
import { streamReaderRule } from '../../rules/stream-readers.ts';
import { arnOf, judge, type Loose, type Resources } from '../template.ts';

const reader = (over: Loose = {}): Resources => ({
  Queue: ['AWS::SQS::Queue'],
  Topic: ['AWS::SNS::Topic'],
  Bucket: ['AWS::S3::Bucket'],
  Bus: ['AWS::Events::EventBus'],
  Reader: [
    'AWS::Lambda::EventSourceMapping',
    {
      EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      StartingPosition: 'LATEST',
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: arnOf('Queue') } },
      ...over,
    },
  ],
});
const found = (over: Loose) => judge(streamReaderRule, reader(over));
const violation = (at: string, message: string, fix: string) => ({
  stack: 'stack',
  logicalId: 'Reader',
  location: `Properties.${at}`,
  message,
  fix,
});
const once = ['true, so that one record is singled out', 'set `bisectBatchOnError: true` of the event source'] as const;
const queue = [
  'a queue, a topic or a bucket for what could not be handled',
  'set `onFailure` of the event source, for example new SqsDlq(queue)',
] as const;

describe('the reader of a stream', () => {
  it.each([
    ['as it should be', {}],
    ['said to be on', { Enabled: true }],
    ['which gives up after a second', { MaximumRecordAgeInSeconds: 1 }],
    ['which gives up just before the stream forgets', { MaximumRecordAgeInSeconds: 86_399 }],
    ['which keeps failures in a topic', { DestinationConfig: { OnFailure: { Destination: { Ref: 'Topic' } } } }],
    ['which keeps failures in a bucket', { DestinationConfig: { OnFailure: { Destination: arnOf('Bucket') } } }],
    ['which keeps failures elsewhere', { DestinationConfig: { OnFailure: { Destination: 'arn:aws:s3:::failures' } } }],
  ])('is right %s', (_case, over) => {
    expect(found(over)).toEqual([]);
  });

  it.each([
    ['a queue', { StartingPosition: undefined }],
    ['Kafka', { Topics: ['parcels'] }],
  ])('is no poller of %s', (_case, over) => {
    expect(found({ BisectBatchOnFunctionError: false, ...over })).toEqual([]);
  });

  it.each([
    ['BisectBatchOnFunctionError', false, 'false', once],
    ['BisectBatchOnFunctionError', undefined, 'nothing', once],
    ['Enabled', false, 'false', ['true', 'set `enabled: true` of the event source']],
    ['DestinationConfig', undefined, 'nothing', queue],
    [
      'DestinationConfig',
      { OnFailure: { Destination: { Ref: 'Bus' } } },
      '{"OnFailure":{"Destination":{"Ref":"Bus"}}}',
      queue,
    ],
    ['DestinationConfig', { OnFailure: {} }, '{"OnFailure":{}}', queue],
  ] as const)('fails with a %s of %p', (at, value, received, [expected, fix]) => {
    expect(found({ [at]: value })).toEqual([violation(at, `received ${received}, expected ${expected}`, fix)]);
  });

  it.each([[0], [86_400], ['3600'], [-1]])('fails when it gives up at an age of %p', (age) => {
    expect(found({ MaximumRecordAgeInSeconds: age })).toEqual([
      violation(
        'MaximumRecordAgeInSeconds',
        `received ${JSON.stringify(age)}, expected less than the 86400 s after which the stream forgets`,
        'set `maxRecordAge` of the event source',
      ),
    ]);
  });
});
