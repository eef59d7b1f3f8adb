import { expect, it } from '@jest/globals';
import { changeNames, changeSets, changeValues, regionAttribute } from '../../../runtime/outbox/item-change.ts';

it('a change counts the version and keeps what is to be told of it', () => {
  const event = { type: 'test.thing.made.v1', correlationId: 'c-1' };

  expect(regionAttribute).toBe('writtenIn');
  expect(changeNames).toEqual({ '#version': 'version' });
  expect(changeSets).toEqual([
    '#version = #version + :one',
    'updatedAt = :at',
    'requestId = :requestId',
    'correlationId = :correlationId',
    'event = :event',
    'writtenIn = :region',
  ]);
  expect(changeValues({ at: '2026-11-22T12:00:00.000Z', requestId: 'r-1', event, region: 'eu-west-1' })).toEqual({
    ':one': { N: '1' },
    ':at': { S: '2026-11-22T12:00:00.000Z' },
    ':requestId': { S: 'r-1' },
    ':correlationId': { S: 'c-1' },
    ':event': { M: { type: { S: 'test.thing.made.v1' }, correlationId: { S: 'c-1' } } },
    ':region': { S: 'eu-west-1' },
  });
});
