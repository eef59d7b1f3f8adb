import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from '@jest/globals';
import type { CloudEvent } from '../../../runtime/outbox/cloud-event.ts';
import { busEntryOf } from '../../../runtime/stream/bus-entry.ts';
import { eventBridgeBus } from '../../../runtime/stream/eventbridge-bus.ts';
import { uncarriedText } from '../../../runtime/stream/uncarried-text.ts';
import { recordingClient } from '../../../testkit/recording-client.ts';
import { noteEvent } from './support.ts';

interface PutEvents {
  readonly Entries: readonly unknown[];
}

const { signal } = new AbortController();
const place = { busName: 'penstock-test', source: 'acme.notes' };
const busWith = (answer: (entries: readonly unknown[]) => object) => {
  const { client, sent } = recordingClient<EventBridgeClient, PutEvents>(({ input }) => answer(input.Entries));
  return { bus: eventBridgeBus(client, place), sent };
};
const taking = () => busWith((entries) => ({ Entries: entries.map(() => ({ EventId: 'e' })) }));
const failing = (error: unknown) =>
  busWith(() => {
    throw error;
  });

/** An event whose entry has so many bytes. */
function sized(id: string, bytes: number) {
  const empty = busEntryOf(noteEvent(id, ''), place);
  if ('reason' in empty) throw new Error(empty.detail);
  return noteEvent(id, 'x'.repeat(bytes - empty.bytes));
}

describe('a call of the bus', () => {
  it('ends with its caller’s signal', async () => {
    const { bus, sent } = taking();

    await bus.publish([noteEvent('a')], signal);

    expect(sent[0]?.signal).toBe(signal);
  });

  it.each([
    [[131_071, 131_072], [2]],
    [
      [131_072, 131_072],
      [1, 1],
    ],
    [
      [262_000, 131_071, 131_072],
      [1, 2],
    ],
    [
      [262_000, 131_072, 131_072],
      [1, 1, 1],
    ],
  ])('has less than 262,144 bytes: of events of %j it gets %j', async (bytes, counts) => {
    const { bus, sent } = taking();

    await bus.publish(
      bytes.map((size, index) => sized(`n${index}`, size)),
      signal,
    );

    expect(sent.map(({ input }) => input.Entries.length)).toEqual(counts);
  });

  it.each([
    ['nothing of an event', () => ({ Entries: [] }), 'EventBridge answered no answer: '],
    ['nothing at all', () => ({}), 'EventBridge answered no answer: '],
    ['no more than a code', () => ({ Entries: [{ ErrorCode: 'Busy' }] }), 'EventBridge answered Busy: '],
  ])('that answers %s fails the event for now', async (_case, answer, message) => {
    const answers = await busWith(answer).bus.publish([noteEvent('a')], signal);

    expect([...answers]).toEqual([['a_1', { outcome: 'failed', error: new Error(message) }]]);
  });

  it.each([null, undefined, 'text'])('that throws %j fails the event for now', async (thrown) => {
    const answers = await failing(thrown).bus.publish([noteEvent('a')], signal);

    expect([...answers]).toEqual([['a_1', { outcome: 'failed', error: thrown }]]);
  });
});

it('an entry has a trace where its event has one', () => {
  const namesOf = (event: CloudEvent) => {
    const entry = busEntryOf(event, place);
    return 'reason' in entry ? [] : Object.keys(entry.entry);
  };
  const { traceparent, ...untraced }: CloudEvent = noteEvent('a');

  expect(namesOf({ ...untraced, traceparent: String(traceparent) })).toContain('TraceHeader');
  expect(namesOf(untraced)).not.toContain('TraceHeader');
});

describe('text that no queue takes', () => {
  it.each([
    ['in the value itself', '\uffff', / has U\+FFFF/],
    ['after what is no text', { none: undefined, empty: null, count: 1, flag: true, text: '\uffff' }, /^\/text has/],
    ['in a list', { texts: ['fine', '\uffff'] }, /^\/texts\/1 has/],
  ])('is found %s', (_case, value, where) => {
    expect(uncarriedText(value)).toMatch(where);
  });

  it('is named by where it is, which is nowhere for the value itself', () => {
    expect(uncarriedText('\uffff')?.startsWith(' has')).toBe(true);
  });

  it.each([null, undefined, 1, true, {}, [], 'text', { a: [{ b: null }] }])('is not in %j', (value) => {
    expect(uncarriedText(value)).toBeUndefined();
  });
});
