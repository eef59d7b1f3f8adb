import { AsyncLocalStorage } from 'node:async_hooks';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Call } from '../../../runtime/core/call.ts';
import { consumer } from '../../../runtime/queue/consumer.ts';
import type { MessageHandler } from '../../../runtime/queue/message-context.ts';
import { silentTracer, type Tracer } from '../../../runtime/telemetry/tracer.ts';
import { contract, event, message, type NamedEvent, recordingConsumer } from '../../../testkit/consumer-runtime.ts';
import { lambdaContext } from '../../../testkit/operation-runtime.ts';

let world: ReturnType<typeof recordingConsumer>;
beforeEach(() => {
  world = recordingConsumer();
});

const run = (handle: MessageHandler<NamedEvent>, Records: ReturnType<typeof message>[], remaining = 4000) =>
  consumer(contract, handle, () => world.runtime)({ Records }, lambdaContext(remaining));
const succeed = async (): Promise<void> => {};

describe('a message that is handled', () => {
  it('hands its event and its context on', async () => {
    const seen: unknown[] = [];

    const answer = await run(
      async (received, { signal, now, call, ...context }) => {
        seen.push(received, context, signal.aborted, now instanceof Date);
      },
      [message(event(), { attempt: 3, sentAt: 1000 })],
    );

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(seen).toEqual([
      event(),
      {
        messageId: expect.any(String),
        attempt: 3,
        sentAt: 1000,
        correlationId: 'c-1',
        traceparent: event().traceparent,
      },
      false,
      true,
    ]);
  });

  it('is a call of its tenant, known by its event, until the batch’s deadline', async () => {
    const seen: Call<{ readonly name: string }>[] = [];
    const startedAt = Date.now();

    await run(
      async ({ data }, { call }) => {
        seen.push(call({ name: data.name }));
      },
      [message(event())],
    );

    expect(seen[0]).toMatchObject({
      operationId: 'greet',
      tenant: 'acme',
      scopes: [],
      invocationId: 'e-1',
      correlationId: 'c-1',
      traceparent: event().traceparent,
      identity: { key: 'e-1', fingerprint: 'e-1' },
      input: { name: 'Ada' },
    });
    expect(seen[0]?.deadlineAt).toBeGreaterThanOrEqual(startedAt + contract.deadline);
  });

  it('without a tenant is a call that fails to name one', async () => {
    await run(
      async (_event, { call }) => {
        expect(() => call(undefined).tenant).toThrow('greet has no caller');
      },
      [message(event({ tenant: undefined }))],
    );
    expect(world.deadLettered).toEqual([]);
  });

  it('logs one line, without its data, and counts it', async () => {
    const record = message(event());

    await run(succeed, [record]);

    expect(world.lines).toHaveLength(1);
    expect(world.lines[0]).toMatchObject({
      level: 'info',
      fields: {
        consumer: 'greet',
        messageId: record.messageId,
        eventId: 'e-1',
        type: 'test.person.met.v1',
        tenant: 'acme',
        correlationId: 'c-1',
        traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
        attempt: 1,
        outcome: 'handled',
        coldStart: true,
      },
    });
    expect(JSON.stringify(world.lines)).not.toContain('Ada');
    expect(world.metrics).toEqual([expect.objectContaining({ consumer: 'greet', outcome: 'handled' })]);
  });

  it('is cold once a process', async () => {
    const handler = consumer(contract, succeed, () => world.runtime);

    await handler({ Records: [message(event())] }, lambdaContext());
    await handler({ Records: [message(event())] }, lambdaContext());

    expect(world.lines.map(({ fields }) => fields.coldStart)).toEqual([true, false]);
  });
});

describe('the trace', () => {
  const tracing = () => {
    const units: Record<string, unknown>[] = [];
    const current = new AsyncLocalStorage<Record<string, unknown>>();
    const tracer: Tracer = {
      ...silentTracer,
      run: (name, work) => {
        const unit = { name };
        units.push(unit);
        return current.run(unit, work);
      },
      annotate: (key, value) => Object.assign(current.getStore() ?? {}, { [key]: value }),
    };
    return { units, tracer };
  };
  const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

  it('has a unit for each message of a batch, with the trace of its event', async () => {
    const { units, tracer } = tracing();
    const other = event({ correlationid: 'c-2', traceparent: traceparent.replace('4bf9', '4bf8') });
    const handler = consumer(contract, succeed, () => ({ ...world.runtime, tracer }));

    await handler({ Records: [message(event()), message(other), message('nonsense')] }, lambdaContext());

    expect(units).toMatchObject([
      { name: '## greet' },
      { name: 'message', traceId: '4bf92f3577b34da6a3ce929d0e0e4736', correlationId: 'c-1', outcome: 'handled' },
      { traceId: '4bf82f3577b34da6a3ce929d0e0e4736', correlationId: 'c-2', outcome: 'handled' },
      { outcome: 'dead-lettered' },
    ]);
    expect(units[0]).not.toHaveProperty('correlationId');
    expect(units[3]).not.toHaveProperty('traceId');
  });

  it.each([
    ['as it is', traceparent, traceparent],
    ['in the form of version 00', `01${traceparent.slice(2)}-more`, traceparent],
    ['not at all when no header could carry it', 'no\ntrace', undefined],
  ])('is handed on %s', async (_case, sent, expected) => {
    let seen: string | undefined;

    await run(
      async (_event, context) => {
        seen = context.traceparent;
      },
      [message(event({ traceparent: sent }))],
    );

    expect(seen).toBe(expected);
  });
});

describe('a batch', () => {
  it('stops for nothing: each message ends by itself', async () => {
    const good = [message(event({ id: 'g-1' })), message(event({ id: 'g-2' }))];
    const flaky = message(event({ id: 'flaky' }));
    const bad = [message('nonsense'), message(event({ type: 'test.person.met.v9' })), message('x'.repeat(300_000))];
    const handled: string[] = [];

    const answer = await run(
      async ({ id }) => {
        if (id === 'flaky') throw new Error('no');
        handled.push(id);
      },
      [bad[0], good[0], bad[1], flaky, bad[2], good[1]].filter((record) => record !== undefined),
    );

    expect(handled.sort()).toEqual(['g-1', 'g-2']);
    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: flaky.messageId }]);
    expect(world.deadLettered.map(({ cause }) => cause.reason)).toEqual(['malformed', 'unknown-version', 'oversize']);
    expect(world.lines).toHaveLength(6);
  });

  describe('that hangs', () => {
    beforeEach(() => {
      jest.useFakeTimers();
      // With the clock of the timers.
      world = recordingConsumer();
    });
    afterEach(() => {
      jest.useRealTimers();
    });
    const hang = () => new Promise<never>(() => {});

    /** The answer to a batch, if there is one after so many milliseconds. */
    async function answerAfter(milliseconds: number, ...of: Parameters<typeof run>) {
      let answer: Awaited<ReturnType<typeof run>> | undefined;
      run(...of).then((given) => {
        answer = given;
      });
      await jest.advanceTimersByTimeAsync(milliseconds);
      return answer;
    }

    it('ends at its deadline: what hangs is tried again, what was done stays done', async () => {
      const quick = message(event({ id: 'quick' }));
      const hanging = message(event({ id: 'hanging' }));
      const signals: AbortSignal[] = [];
      const handle: MessageHandler<NamedEvent> = ({ id }, { signal }) => {
        signals.push(signal);
        return id === 'quick' ? Promise.resolve() : hang();
      };

      expect(await answerAfter(contract.deadline - 1, handle, [quick, hanging])).toBeUndefined();
      expect(await answerAfter(contract.deadline, handle, [quick, hanging])).toEqual({
        batchItemFailures: [{ itemIdentifier: hanging.messageId }],
      });
      expect(signals.map(({ aborted }) => aborted)).toEqual(Array(4).fill(true));
      expect(world.lines.at(-1)?.fields).toMatchObject({ reason: 'deadline-exceeded', outcome: 'retried' });
    });

    it.each([
      ['put off', 'hanging', 'postpone'],
      ['deadLettered', 'nonsense', 'moveToDeadLetterQueue'],
    ] as const)(
      'answers 50 ms before Lambda ends it, though the queue hangs when a message is %s',
      async (_case, kind, method) => {
        world.runtime.queue[method] = hang;
        const record = message(kind === 'hanging' ? event() : 'nonsense');

        expect(await answerAfter(1349, hang, [record], 1400)).toBeUndefined();
        expect(await answerAfter(1350, hang, [record], 1400)).toEqual({
          batchItemFailures: [{ itemIdentifier: record.messageId }],
        });
        expect(world.lines[0]?.fields).toMatchObject({
          outcome: 'retried',
          queueFailure: 'TransientError: The message could not be handled in time',
        });
      },
    );

    it.each([
      [549, 'not-started'],
      [550, 'handled'],
    ])('is begun only with half a second left for it: of %i ms it is %s', async (remaining, outcome) => {
      await answerAfter(0, succeed, [message(event())], remaining);

      expect(world.metrics).toMatchObject([{ outcome }]);
    });
  });

  it('tells when each message was begun, and how old it was at its end', async () => {
    let now = 5000;
    const clocked = recordingConsumer(() => now);
    const handle: MessageHandler<NamedEvent> = async (_event, context) => {
      expect(context.now).toEqual(new Date(5000));
      now += 30;
    };

    await consumer(
      contract,
      handle,
      () => clocked.runtime,
    )({ Records: [message(event(), { sentAt: 4000 })] }, lambdaContext());

    expect(clocked.lines[0]?.fields).toMatchObject({ duration: 30, age: 1030 });
    expect(clocked.metrics).toMatchObject([
      { duration: 30, age: 1030, coldStart: true, messageId: expect.any(String) },
    ]);
  });

  it('has the correlation of its event, or its event’s id, or its message’s', async () => {
    const seen: string[] = [];
    const record = message('nonsense');

    await run(
      async (_event, { correlationId }) => {
        seen.push(correlationId);
      },
      [message(event()), message(event({ correlationid: undefined })), record],
    );

    expect(seen).toEqual(['c-1', 'e-1']);
    expect(world.lines.map(({ fields }) => fields.correlationId)).toContain(record.messageId);
  });

  it('that comes too late goes back untouched', async () => {
    const late = message(event());
    let handled = 0;

    const answer = await run(
      async () => {
        handled += 1;
      },
      [late],
      300,
    );

    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: late.messageId }]);
    expect([handled, world.postponed.length, world.deadLettered.length]).toEqual([0, 0, 0]);
    expect(world.metrics[0]?.outcome).toBe('not-started');
    expect(world.lines[0]?.fields).toMatchObject({ reason: 'too-late' });
  });

  it('that is empty needs nothing', async () => {
    expect(await run(succeed, [])).toEqual({ batchItemFailures: [] });
  });
});
