import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { DynamoDBRecord } from 'aws-lambda';
import type { ValidationError } from '../../../runtime/operation-contract.ts';
import { streamRelay } from '../../../runtime/stream/stream-relay.ts';
import { type InMemoryBus, inMemoryBus } from '../../../testkit/in-memory-bus.ts';
import { type InMemoryRelayFailures, inMemoryRelayFailures } from '../../../testkit/in-memory-relay-failures.ts';
import { lambdaContext, recordingRuntime } from '../../../testkit/operation-runtime.ts';
import { eventOf, note, streamed } from './support.ts';

let bus: InMemoryBus;
let failures: InMemoryRelayFailures;
let world: ReturnType<typeof recordingRuntime>;
let overdue: boolean;

beforeEach(() => {
  bus = inMemoryBus();
  failures = inMemoryRelayFailures();
  world = recordingRuntime(() => 1_795_648_622_000);
  overdue = false;
});

const written = Object.assign(
  (value: unknown): value is unknown => {
    const { text } = (value as { data: { note: { text: string } } }).data.note;
    written.errors = text === 'bad' ? [{ instancePath: '/data/note/text', keyword: 'enum', params: {} }] : null;
    return text !== 'bad';
  },
  { errors: null as readonly ValidationError[] | null },
);
const relayOf = (name: string) =>
  streamRelay(
    { name, eventOf, validators: { 'notes.note.written.v1': written } },
    { runtime: () => world.runtime, parts: () => ({ bus, failures, isOverdue: () => overdue }) },
  );
const handler = relayOf('relayNotes');

describe('a relay', () => {
  it('publishes what the stream brings, and says so in one line with its name', async () => {
    const [first, second] = [note('a'), note('a', 'b', { version: 2 })];

    const answer = await handler({ Records: [streamed(first), streamed(second, first)] }, lambdaContext());

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(bus.published.map(({ id }) => id)).toEqual(['a_1', 'a_2']);
    expect(world.lines).toEqual([
      expect.objectContaining({
        level: 'info',
        message: 'events relayed',
        fields: expect.objectContaining({ relay: 'relayNotes', published: 2, skipped: 0, retained: 0 }),
      }),
    ]);
  });

  it('of one table knows nothing of another’s', async () => {
    await relayOf('relayLetters')({ Records: [streamed(note('a'))] }, lambdaContext());
    await handler({ Records: [streamed(note('b'))] }, lambdaContext());

    expect(world.lines.map(({ fields }) => [fields.relay, fields.published])).toEqual([
      ['relayLetters', 1],
      ['relayNotes', 1],
    ]);
  });

  it('asks for the first failed change again', async () => {
    const records = ['a', 'b', 'c'].map((id) => streamed(note(id)));
    bus.failing.add('b');

    const answer = await handler({ Records: records }, lambdaContext());

    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: records[1]?.dynamodb?.SequenceNumber }] });
    expect(world.lines).toMatchObject([
      {
        level: 'warn',
        message: 'relay failed',
        fields: { relay: 'relayNotes', published: 1, sequenceNumber: records[1]?.dynamodb?.SequenceNumber },
      },
    ]);
  });

  it('is a part of the trace under its name, and says how long it took', async () => {
    let time = 1000;
    const { runtime, lines } = recordingRuntime(() => time);
    const names: string[] = [];
    const run = <Result>(name: string, work: () => Result): Result => {
      names.push(name);
      time += 7;
      return work();
    };
    const { telemetry } = runtime;
    const traced = { ...runtime, telemetry: { ...telemetry, tracer: { ...telemetry.tracer, run } } };

    await streamRelay(
      { name: 'relayNotes', eventOf, validators: {} },
      { runtime: () => traced, parts: () => ({ bus, failures, isOverdue: () => false }) },
    )({ Records: [] }, lambdaContext());

    expect(names).toEqual(['## relayNotes']);
    expect(lines[0]?.fields.duration).toBe(7);
  });

  it('keeps what fails when the stream is about to give it up, and goes on', async () => {
    bus.failing.add('a');
    overdue = true;

    expect(await handler({ Records: [streamed(note('a'))] }, lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(failures.retained.map(({ reason }) => reason)).toEqual(['not-published-in-time']);
  });

  it('keeps what is no item of its context, or no event of its contract, and goes on', async () => {
    const foreign: DynamoDBRecord = {
      eventName: 'INSERT',
      dynamodb: { SequenceNumber: '7', NewImage: { pk: { S: 'x' }, version: { N: '1' } } },
    };
    const untyped = streamed(note('b', 'x', { event: { type: '__proto__', correlationId: 'c' } }));

    const records = [foreign, untyped, streamed(note('c', 'bad')), streamed(note('d'))];
    const answer = await handler({ Records: records }, lambdaContext());

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(bus.published.map(({ subject }) => subject)).toEqual(['d']);
    const why = [
      ['unreadable', 'The item carries no event'],
      ['invalid', 'The contract has no event of its type'],
      ['invalid', expect.stringContaining('/data/note/text')],
    ];
    expect(failures.retained.map(({ reason, body }) => [reason, JSON.parse(body).detail])).toEqual(why);
    expect(world.lines.map(({ level }) => level)).toEqual(['error', 'error', 'error', 'info']);
    expect(world.lines[0]?.fields).toEqual({
      relay: 'relayNotes',
      requestId: expect.any(String),
      duration: 0,
      sequenceNumber: '7',
      version: 1,
      reason: 'unreadable',
      detail: 'The item carries no event',
    });
  });

  const throwing = () => {
    throw new Error('not to be read');
  };
  it.each([
    ['null', null],
    ['a proxy that throws', new Proxy({}, { get: throwing })],
    ['without an image', { dynamodb: { SequenceNumber: '7' } }],
  ])('keeps a record that is %s, and gets those around it out', async (_case, record) => {
    const records = [streamed(note('a')), record as DynamoDBRecord, streamed(note('b'))];

    expect(await handler({ Records: records }, lambdaContext())).toEqual({ batchItemFailures: [] });
    expect(bus.published.map(({ subject }) => subject)).toEqual(['a', 'b']);
    expect(failures.retained).toHaveLength(1);
  });

  it('ends half a second before Lambda would', async () => {
    jest.useFakeTimers();
    try {
      let given: AbortSignal | undefined;
      const publish = (_events: unknown, signal: AbortSignal) => {
        given = signal;
        return new Promise<never>(() => {});
      };
      const slow = streamRelay(
        { name: 'relayNotes', eventOf, validators: {} },
        { runtime: () => world.runtime, parts: () => ({ bus: { publish }, failures, isOverdue: () => false }) },
      );
      slow({ Records: [] }, lambdaContext(2000)).catch(() => {});
      await jest.advanceTimersByTimeAsync(1499);
      expect(given?.aborted).toBe(false);
      await jest.advanceTimersByTimeAsync(1);
      expect(given?.aborted).toBe(true);
    } finally {
      jest.useRealTimers();
    }
  });
});
