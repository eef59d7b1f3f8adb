import { describe, expect, it } from '@jest/globals';
import { checkConstraints, readEntry } from '../../../local/events-bus/entry.ts';

const place = { account: '000000000000', region: 'eu-west-1' };
const entry = (more: object = {}) => ({ Source: 'test', DetailType: 'thing.made', Detail: '{"id":"1"}', ...more });
const read = (more: object = {}) => readEntry(entry(more), place);
const nested = (levels: number) => `${'{"a":'.repeat(levels - 1)}{}${'}'.repeat(levels - 1)}`;

describe('an entry of PutEvents', () => {
  it('becomes an event with its time to the second', () => {
    expect(read({ Time: 1_800_000_000.9, Resources: ['arn:r'] })).toEqual({
      event: {
        version: '0',
        id: expect.stringMatching(/^[0-9a-f-]{36}$/),
        'detail-type': 'thing.made',
        source: 'test',
        account: '000000000000',
        time: '2027-01-15T08:00:00Z',
        region: 'eu-west-1',
        resources: ['arn:r'],
        detail: { id: '1' },
      },
    });
  });

  it.each([
    ['U+FFFF', 'a\uFFFFb'],
    ['half of a surrogate pair', 'a\uD83Cb'],
    ['U+0000', 'a\u0000b'],
    ['an emoji', '🎁'],
  ])('takes %s: what a target makes of it comes later', (_, text) => {
    expect(read({ Detail: JSON.stringify({ text }) })).toMatchObject({ event: { detail: { text } } });
  });

  it.each([
    ['without a source', { Source: undefined }, 'InvalidArgument'],
    ['with an empty type', { DetailType: '' }, 'InvalidArgument'],
    ['without detail', { Detail: undefined }, 'InvalidArgument'],
    ['with a type of 129 characters', { DetailType: 'x'.repeat(129) }, 'InvalidArgument'],
    ['with detail that is no JSON', { Detail: '{' }, 'MalformedDetail'],
    ['with detail that is no object', { Detail: '[1]' }, 'MalformedDetail'],
    ['with detail of 1101 levels', { Detail: nested(1101) }, 'MalformedDetail'],
    ['with detail of a hundred thousand levels', { Detail: nested(100_000) }, 'MalformedDetail'],
    ['of AWS itself', { Source: 'aws.s3' }, 'NotAuthorizedForSourceException'],
  ])('fails %s', (_, more, ErrorCode) => {
    expect(read(more)).toMatchObject({ problem: { ErrorCode } });
  });

  it.each([
    ['a type of 128 characters', { DetailType: 'x'.repeat(128) }],
    ['detail of 1100 levels', { Detail: nested(1100) }],
    ['brackets in strings', { Detail: JSON.stringify({ text: '[{"\\'.repeat(1000) }) }],
  ])('takes %s', (_, more) => {
    expect(read(more)).toHaveProperty('event');
  });

  it.each([
    ['a bus name with a space', { EventBusName: 'my bus' }, "'eventBusName' must be the name or the ARN of a bus"],
    ['an empty trace header', { TraceHeader: '' }, "'traceHeader' must have length from 1 to 500"],
    ['a trace header of 501', { TraceHeader: 'x'.repeat(501) }, "'traceHeader' must have length from 1 to 500"],
    ['a resource of 2049', { Resources: ['x'.repeat(2049)] }, "'resources' must have length of 2048 at most"],
    ['a time that is none', { Time: 'soon' }, "'time' must be a timestamp"],
    ['a time past the end of time', { Time: 1e20 }, "'time' must be a timestamp"],
    ['nothing strange', {}, undefined],
    ['the ARN of a bus', { EventBusName: 'arn:aws:events:eu-west-1:000000000000:event-bus/things' }, undefined],
    ['a trace header of 500', { TraceHeader: 'x'.repeat(500) }, undefined],
    ['a resource of 2048', { Resources: ['x'.repeat(2048)] }, undefined],
  ])('with %s is checked against the model of the API', (_, more, broken) => {
    expect(checkConstraints(entry(more))).toBe(broken);
  });
});
