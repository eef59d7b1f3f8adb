import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { eventBridgeBus } from '../../../runtime/stream/eventbridge-bus.ts';
import { answer, startServer } from '../../../testkit/http-server.ts';
import { noteEvent } from './support.ts';

interface Entry {
  readonly Detail: string;
  readonly [member: string]: unknown;
}

const { signal } = new AbortController();
let server: Awaited<ReturnType<typeof startServer>>;
let calls: Entry[][];
/** What each event is answered with, by order; the others are taken. */
let failing: Record<string, { ErrorCode: string; ErrorMessage?: string } | 'throw' | 'refuse call'>;

beforeEach(async () => {
  calls = [];
  failing = {};
  server = await startServer((request, response) => {
    const { Entries } = JSON.parse(request.body) as { Entries: Entry[] };
    calls.push(Entries);
    const answers = Entries.map(({ Detail }) => failing[JSON.parse(Detail).subject] ?? { EventId: 'e' });
    if (answers.includes('refuse call')) return answer(response, 400, { __type: 'ValidationException', message: 'no' });
    if (answers.includes('throw')) return answer(response, 400, { __type: 'ThrottlingException' });
    return answer(response, 200, { Entries: answers });
  });
});
afterEach(() => server.close());

const bus = () =>
  eventBridgeBus(
    new EventBridgeClient({
      endpoint: server.url,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      maxAttempts: 1,
    }),
    { busName: 'penstock-test', source: 'acme.notes' },
  );

const entryOf = async (event: ReturnType<typeof noteEvent>) => {
  await bus().publish([event], signal);
  return calls.pop()?.[0] as Entry & { readonly DetailType: string; readonly Source: string };
};
const events = (count: number, text?: string) => [...Array(count)].map((_, index) => noteEvent(`o${index}`, text));

describe('the bus', () => {
  it('gets the whole CloudEvent, under the type and source that rules match, with its trace', async () => {
    const event = noteEvent('o');

    expect(await bus().publish([event], signal)).toEqual(new Map([['o_1', { outcome: 'published' }]]));
    expect(calls).toEqual([
      [
        {
          EventBusName: 'penstock-test',
          Source: 'acme.notes',
          DetailType: 'notes.note.written.v1',
          Detail: JSON.stringify(event),
          Time: Date.parse(event.time) / 1000,
          TraceHeader: 'Root=1-4bf92f35-77b34da6a3ce929d0e0e4736;Parent=00f067aa0ba902b7;Sampled=1',
        },
      ],
    ]);
  });

  it('gets ten a call at most, in order', async () => {
    await bus().publish(events(23), signal);

    expect(calls.map((entries) => entries.length)).toEqual([10, 10, 3]);
    expect(calls.flat().map(({ Detail }) => JSON.parse(Detail).subject)).toEqual([...Array(23)].map((_, i) => `o${i}`));
  });

  it('gets 256 KB a call at most', async () => {
    await bus().publish(events(7, 'x'.repeat(100_000)), signal);

    expect(calls.map((entries) => entries.length)).toEqual([2, 2, 2, 1]);
  });

  it('fails an event over 256 KB for good, and takes the others', async () => {
    const all = [noteEvent('a'), noteEvent('b', 'é'.repeat(132_000)), noteEvent('c')];

    const answers = await bus().publish(all, signal);

    expect(answers.get('b_1')).toMatchObject({
      outcome: 'refused',
      reason: 'oversize',
      detail: expect.stringMatching(/^The event has 264\d{3} bytes; less than 262144 are allowed$/),
    });
    expect([answers.get('a_1'), answers.get('c_1')]).toEqual([{ outcome: 'published' }, { outcome: 'published' }]);
  });

  it.each([
    [262_143, 'published'],
    [262_144, 'refused'],
  ])('takes less than 256 KB as EventBridge counts it: %i bytes are %s', async (bytes, outcome) => {
    const { DetailType, Source, Detail } = await entryOf(noteEvent('a', ''));
    const around = 14 + [DetailType, Source, Detail].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
    const event = noteEvent('a', 'x'.repeat(bytes - around));

    expect((await bus().publish([event], signal)).get('a_1')).toMatchObject({ outcome });
  });

  it.each([
    ['U+FFFF', 'a\uffff'],
    ['U+FFFE', '\ufffe'],
    ['U+D83C', '\ud83c!'],
  ])(
    'fails an event with %s for good, which no queue behind the bus takes, and takes the others',
    async (code, text) => {
      const all = [noteEvent('a'), noteEvent('b', text), noteEvent('c', '🎁\u0000\ufffd')];

      const answers = await bus().publish(all, signal);

      expect(answers.get('b_1')).toMatchObject({
        outcome: 'refused',
        reason: 'uncarried-character',
        detail: expect.stringContaining(`The event's /data/note/text has ${code}`),
      });
      expect(calls.flat().map(({ Detail }) => JSON.parse(Detail).data.note.text)).toEqual(['hello', '🎁\u0000\ufffd']);
    },
  );

  it('fails an event for good whose time is no date, and takes the others', async () => {
    const [a, b] = [noteEvent('a'), noteEvent('b')];

    const answers = await bus().publish([{ ...a, time: '2026-12-31T23:59:60Z' }, b], signal);

    expect(answers.get('a_1')).toEqual({
      outcome: 'refused',
      reason: 'invalid',
      detail: "The event's time is no date: 2026-12-31T23:59:60Z",
    });
    expect(answers.get('b_1')).toEqual({ outcome: 'published' });
  });

  it('fails the one event for good for which a whole call is refused', async () => {
    failing.o3 = 'refuse call';

    const answers = await bus().publish(events(12), signal);

    expect([...answers.keys()].toSorted()).toEqual(
      events(12)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(answers.get('o3_1')).toEqual({
      outcome: 'refused',
      reason: 'refused-by-bus',
      detail: 'EventBridge answered ValidationException: no',
    });
    expect([...answers.values()].filter(({ outcome }) => outcome === 'published')).toHaveLength(11);
  });

  it('fails for now, and sends nothing further, when one fails of those that are sent alone', async () => {
    failing.o3 = 'refuse call';
    failing.o5 = { ErrorCode: 'InternalFailure' };

    const answers = await bus().publish(events(8), signal);

    expect([answers.get('o3_1')?.outcome, answers.get('o5_1')?.outcome]).toEqual(['refused', 'failed']);
    expect(answers.has('o6_1')).toBe(false);
  });

  it.each([
    ['InvalidArgument', 'Parameter is not valid'],
    ['MalformedDetail', 'Detail is malformed'],
    ['ValidationException', 'It does not fit'],
  ])('fails an event for good when the bus answers %s to it', async (ErrorCode, ErrorMessage) => {
    failing.o1 = { ErrorCode, ErrorMessage };

    const answers = await bus().publish(events(3), signal);

    expect(answers.get('o1_1')).toEqual({
      outcome: 'refused',
      reason: 'refused-by-bus',
      detail: `EventBridge answered ${ErrorCode}: ${ErrorMessage}`,
    });
    expect(answers.get('o2_1')).toEqual({ outcome: 'published' });
  });

  it.each([
    ['the bus is throttled for an entry', { ErrorCode: 'ThrottlingException' }],
    ['the bus has a fault of its own', { ErrorCode: 'InternalFailure' }],
    ['the call fails', 'throw' as const],
  ])('fails an event for now when %s, and sends no further calls', async (_case, failure) => {
    failing.o9 = failure;

    const answers = await bus().publish(events(23), signal);

    expect(calls).toHaveLength(1);
    expect(answers.get('o9_1')?.outcome).toBe('failed');
    expect(answers.has('o10_1')).toBe(false);
  });

  it('needs no call for no events', async () => {
    expect((await bus().publish([], signal)).size).toBe(0);
    expect(calls).toEqual([]);
  });
});
