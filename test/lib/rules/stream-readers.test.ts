import { describe, expect, it } from '@jest/globals';
import { streamReaderRule } from '../../../packages/penstock/constructs/rules/stream-readers.ts';
import { arnOf, judge, type Loose, type Resources } from '../../../packages/penstock/test/constructs/rules/template.ts';

const filter = (pattern: unknown) => ({ Filters: [{ Pattern: JSON.stringify(pattern) }] });
const ofRegion = (...regions: string[]) => ({ dynamodb: { NewImage: { region: { S: regions } } } });
const reader = (over: Loose = {}, keepAfter: unknown = '3000'): Resources => ({
  Queue: ['AWS::SQS::Queue'],
  Fn: ['AWS::Lambda::Function', { Environment: { Variables: { RELAY_KEEP_AFTER: keepAfter } } }],
  Reader: [
    'AWS::Lambda::EventSourceMapping',
    {
      EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      FunctionName: { Ref: 'Fn' },
      BisectBatchOnFunctionError: true,
      MaximumRecordAgeInSeconds: 3600,
      DestinationConfig: { OnFailure: { Destination: arnOf('Queue') } },
      FilterCriteria: filter(ofRegion('eu-west-1')),
      ...over,
    },
  ],
});
const found = (over: Loose, keepAfter?: unknown) => judge(streamReaderRule, reader(over, keepAfter));
const violation = (at: string, message: unknown) => ({
  stack: 'stack',
  logicalId: 'Reader',
  location: `Properties.${at}`,
  message,
  fix: 'make it a StreamRelay',
});

describe('the reader of a stream', () => {
  it.each([
    ['as it is made', {}],
    ['with what Lambda does by itself, said', { Enabled: true, ParallelizationFactor: 1, MaximumRetryAttempts: -1 }],
    ['which gives up just before the stream forgets', { MaximumRecordAgeInSeconds: 86_399 }],
  ])('is right %s', (_case, over) => {
    expect(found(over)).toEqual([]);
  });

  it('is no poller of a queue', () => {
    expect(found({ EventSourceArn: arnOf('Queue'), BisectBatchOnFunctionError: false })).toEqual([]);
  });

  const once = 'true, so that one change is singled out';
  const forEver = '-1: attempts that fail at once would be used up long before the age that is promised';
  const order = '1, so that the changes of a shard keep their order';
  const queue = 'a queue of this stack for what could not be relayed';
  it.each([
    ['BisectBatchOnFunctionError', false, 'false', once],
    ['BisectBatchOnFunctionError', undefined, 'nothing', once],
    ['MaximumRetryAttempts', 3, '3', forEver],
    ['Enabled', false, 'false', 'true'],
    ['ParallelizationFactor', 2, '2', order],
    ['DestinationConfig', undefined, 'nothing', queue],
    ['DestinationConfig', { OnFailure: { Destination: arnOf('Fn') } }, expect.anything(), queue],
  ])('fails with a %s of %p', (at, value, received, expected) => {
    const message =
      typeof received === 'string' ? `received ${received}, expected ${expected}` : expect.stringContaining(queue);

    expect(found({ [at]: value })).toEqual([violation(at, message)]);
  });

  it.each([[0], [86_400], ['3600']])('fails when it gives up at an age of %p', (age) => {
    expect(found({ MaximumRecordAgeInSeconds: age }, '1')).toContainEqual(
      violation(
        'MaximumRecordAgeInSeconds',
        `received ${JSON.stringify(age)}, expected less than the 86400 s after which the stream forgets`,
      ),
    );
  });

  it.each([
    ['is missing', undefined],
    ['is empty', { Filters: [] }],
    ['is on another region', filter(ofRegion('eu-west-2'))],
    ['is on two regions', filter(ofRegion('eu-west-1', 'eu-west-2'))],
    ['is on something else', filter({ eventName: ['INSERT'] })],
    ['is no JSON', { Filters: [{ Pattern: '{' }] }],
    ['is one of two', { Filters: [...filter(ofRegion('eu-west-1')).Filters, ...filter({}).Filters] }],
  ])('fails when its filter %s', (_case, FilterCriteria) => {
    expect(found({ FilterCriteria })).toEqual([
      violation(
        'FilterCriteria',
        expect.stringMatching(
          /, expected a filter on eu-west-1 as the region that wrote: every region sees every change$/,
        ),
      ),
    ]);
  });
});

describe('what the relay keeps by itself', () => {
  it('is kept from the first second to ten minutes before Lambda gives up', () => {
    expect(found({}, '1')).toEqual([]);
    expect(found({}, 3000)).toEqual([]);
  });

  it.each([
    ['0', '"0"'],
    ['3001', '"3001"'],
    ['soon', '"soon"'],
    [null, 'null'],
  ])('fails to be kept after %p', (keepAfter, received) => {
    expect(found({}, keepAfter)).toEqual([
      {
        ...violation(
          'Environment.Variables.RELAY_KEEP_AFTER',
          `received ${received}, expected seconds, 600 or more below the 3600 after which Lambda gives up`,
        ),
        logicalId: 'Fn',
      },
    ]);
  });

  it('is not asked of an age that is itself at fault', () => {
    expect(found({ MaximumRecordAgeInSeconds: undefined }, '5000')).toMatchObject([
      { location: 'Properties.MaximumRecordAgeInSeconds' },
    ]);
  });

  it('fails where no function is, at the reader', () => {
    expect(found({ FunctionName: { Ref: 'Gone' } })).toEqual([
      violation(
        'Environment.Variables.RELAY_KEEP_AFTER',
        'received nothing, expected seconds, 600 or more below the 3600 after which Lambda gives up',
      ),
    ]);
  });
});
