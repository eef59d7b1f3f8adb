import { describe, expect, it } from '@jest/globals';
import type { Buses } from '../../../local/events-bus/bus.ts';
import type { BusEvent } from '../../../local/events-bus/definition.ts';
import { putEvents, sizeOf } from '../../../local/events-bus/put-events.ts';

const entry = (more: object = {}) => ({
  EventBusName: 'things',
  Source: 'test',
  DetailType: 'thing.made',
  Detail: '{"id":"1"}',
  ...more,
});
/** An entry of so many bytes. */
const entryOf = (bytes: number) => {
  const padded = (length: number) => entry({ Detail: JSON.stringify({ pad: 'x'.repeat(length) }) });
  return padded(bytes - sizeOf(padded(0)));
};
const limit = 256 * 1024;

function setUp(put = (_: BusEvent) => {}) {
  const got: BusEvent[] = [];
  const things = { name: 'things', arn: 'arn:things', region: 'eu-west-1', rules: [], archives: [] };
  const unused = () => {
    throw new Error('not asked');
  };
  const buses: Buses = {
    find: (name) => (name === 'things' ? things : undefined),
    put: (_, event) => {
      put(event);
      got.push(event);
    },
    replay: unused,
    archived: unused,
    undeliverable: unused,
    close: unused,
  };
  return { got, send: (...Entries: readonly object[]) => putEvents({ Entries }, buses, '000000000000') };
}

describe('PutEvents', () => {
  it.each([
    ['ten entries', Array.from({ length: 10 }, () => entry())],
    ['a byte less than 256 KB', [entryOf(limit - 1)]],
    ['a byte less than 256 KB in all', [entryOf(limit / 2), entryOf(limit / 2 - 1)]],
  ])('takes %s', (_, entries) => {
    const { got, send } = setUp();

    expect(send(...entries).FailedEntryCount).toBe(0);
    expect(got).toHaveLength(entries.length);
  });

  it.each([
    ['eleven entries', Array.from({ length: 11 }, () => entry())],
    ['none', []],
    ['256 KB', [entryOf(limit)]],
    ['256 KB in all', [entryOf(limit / 2), entryOf(limit / 2)]],
    ['an entry that the model of the API forbids', [entry(), entry({ TraceHeader: '' })]],
  ])('fails %s as a whole', (_, entries) => {
    const { got, send } = setUp();

    expect(() => send(...entries)).toThrow(expect.objectContaining({ type: 'ValidationException' }));
    expect(got).toEqual([]);
  });

  it('counts 14 bytes for a time, and characters of other planes as what they are in UTF-8', () => {
    expect(sizeOf(entry({ Time: 1, Resources: ['ab', 'c'] }))).toBe(sizeOf(entry()) + 14 + 3);
    expect(sizeOf({ Detail: '🎁' })).toBe(4);
  });

  it('fails the entry that cannot be stored, as one to be sent again, and takes the others', () => {
    const { got, send } = setUp(({ detail }) => {
      if (detail.id === '2') throw new Error('disk full');
    });
    const answer = send(entry(), entry({ Detail: '{"id":"2"}' }), entry({ Detail: '{"id":"3"}' }));

    expect(answer).toMatchObject({
      FailedEntryCount: 1,
      Entries: [
        { EventId: got[0]?.id },
        { ErrorCode: 'InternalFailure', ErrorMessage: expect.stringContaining('disk full') },
        { EventId: got[1]?.id },
      ],
    });
  });

  it('takes what is for a bus that is not there, for nobody', () => {
    const { got, send } = setUp();

    expect(send(entry({ EventBusName: 'other' }))).toMatchObject({ FailedEntryCount: 0 });
    expect(got).toEqual([]);
  });
});
