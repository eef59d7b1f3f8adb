import { describe, expect, it } from '@jest/globals';
import { streamRelayRule } from '../../../constructs/rules/stream-relay.ts';
import { judge, type Loose, type Resources } from './template.ts';

const filter = (pattern: unknown) => ({ Filters: [{ Pattern: JSON.stringify(pattern) }] });
const ofRegion = (...regions: string[]) => ({ dynamodb: { NewImage: { region: { S: regions } } } });
const reader = (over: Loose = {}, keepAfter: unknown = '3000'): Resources => ({
  Fn: ['AWS::Lambda::Function', { Environment: { Variables: { RELAY_KEEP_AFTER: keepAfter } } }],
  Reader: [
    'AWS::Lambda::EventSourceMapping',
    {
      EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
      FunctionName: { Ref: 'Fn' },
      StartingPosition: 'LATEST',
      MaximumRecordAgeInSeconds: 3600,
      FilterCriteria: filter(ofRegion('eu-west-1')),
      ...over,
    },
  ],
});
const found = (over: Loose, keepAfter?: unknown) => judge(streamRelayRule, reader(over, keepAfter));
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
    ['with what Lambda does by itself, said', { ParallelizationFactor: 1, MaximumRetryAttempts: -1 }],
  ])('is right %s', (_case, over) => {
    expect(found(over)).toEqual([]);
  });

  it('is no poller of a queue', () => {
    expect(found({ StartingPosition: undefined, ParallelizationFactor: 2 })).toEqual([]);
  });

  it.each([
    ['MaximumRetryAttempts', 3, '-1: attempts that fail at once would be used up long before the age that is promised'],
    ['ParallelizationFactor', 2, '1, so that the changes of a shard keep their order'],
  ])('fails with a %s of %p', (at, value, expected) => {
    expect(found({ [at]: value })).toEqual([violation(at, `received ${value}, expected ${expected}`)]);
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
    expect(found({ MaximumRecordAgeInSeconds: undefined }, '5000')).toEqual([]);
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
