import { beforeEach, describe, expect, it } from '@jest/globals';
import { PermanentError, TransientError } from '../../../runtime/core/failures.ts';
import { refusals } from '../../../runtime/core/refusal.ts';
import { consumer } from '../../../runtime/queue/consumer.ts';
import { MAX_EVENT_BYTES } from '../../../runtime/queue/message.ts';
import type { MessageHandler } from '../../../runtime/queue/message-context.ts';
import { contract, event, message, type NamedEvent, recordingConsumer } from '../../../testkit/consumer-runtime.ts';
import { lambdaContext } from '../../../testkit/operation-runtime.ts';

let world: ReturnType<typeof recordingConsumer>;
beforeEach(() => {
  world = recordingConsumer();
});

const run = (handle: MessageHandler<NamedEvent>, Records: ReturnType<typeof message>[], remaining = 4000) =>
  consumer(contract, handle, () => world.runtime)({ Records }, lambdaContext(remaining));
const succeed = async (): Promise<void> => {};
const fail =
  (error: unknown): MessageHandler<NamedEvent> =>
  async () => {
    throw error;
  };

describe('a message that can never be handled', () => {
  it.each([
    ['that is not JSON', '{"specversion":', 'malformed'],
    ['that is empty', '', 'malformed'],
    ['that is JSON but no CloudEvent', '"hello"', 'malformed'],
    ['of null', 'null', 'malformed'],
    ['of another CloudEvents version', event({ specversion: '0.3' }), 'malformed'],
    ['whose type is no text', event({ type: 7 }), 'malformed'],
    ['without an id', event({ id: undefined }), 'malformed'],
    ['of an unknown version', event({ type: 'test.person.met.v2' }), 'unknown-version'],
    ['of an unknown type', event({ type: 'test.person.left.v1' }), 'unknown-type'],
    ['whose type every object has', event({ type: 'constructor' }), 'unknown-type'],
    ['that does not fit its schema', event({ data: { name: 7 } }), 'invalid'],
    ['over the size of an event', event({ data: { name: 'x'.repeat(MAX_EVENT_BYTES) } }), 'oversize'],
  ])(
    'fails a message %s: moved to the dead-letter queue at once with its reason, logged once',
    async (_case, body, reason) => {
      const bad = message(body, { attempt: 2 });
      let handled = 0;

      const answer = await run(async () => {
        handled += 1;
      }, [bad]);

      expect(answer).toEqual({ batchItemFailures: [] });
      expect(handled).toBe(0);
      expect(world.deadLettered).toEqual([
        { message: bad, cause: { reason, detail: expect.any(String), consumer: 'greet', attempts: 2 } },
      ]);
      expect(world.lines).toEqual([
        expect.objectContaining({
          level: 'error',
          fields: expect.objectContaining({ outcome: 'dead-lettered', reason }),
        }),
      ]);
    },
  );

  it('names the place of what does not fit, and never the value', async () => {
    await run(succeed, [message(event({ data: { name: { secret: 'hunter2' } } }))]);

    expect(world.deadLettered[0]?.cause.detail).toBe('The event does not fit its schema: #/data/name must be a string');
    expect(JSON.stringify(world.lines)).not.toContain('hunter2');
  });

  it('is moved to the dead-letter queue when its use case refuses it', async () => {
    const refuse = refusals({ 'no-such-person': { code: 'not-found', detail: 'There is no such person.' } });

    await run(fail(refuse('no-such-person')), [message(event())]);

    expect(world.deadLettered[0]?.cause).toMatchObject({
      reason: 'no-such-person',
      detail: 'There is no such person.',
    });
  });

  it('is moved to the dead-letter queue when the handler says so', async () => {
    await run(fail(new PermanentError('parcel-not-found', 'There is no such parcel')), [message(event())]);

    expect(world.deadLettered[0]?.cause).toMatchObject({
      reason: 'parcel-not-found',
      detail: 'There is no such parcel',
    });
  });

  it('stays in the queue while the dead-letter queue does not answer', async () => {
    const bad = message('nonsense');
    world.runtime.queue.moveToDeadLetterQueue = async () => {
      throw new Error('AccessDenied');
    };

    const answer = await run(succeed, [bad]);

    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: bad.messageId }]);
    expect(world.lines).toHaveLength(1);
  });
});

describe('a message whose failure may pass', () => {
  it.each([
    ['an error of ours', new TransientError('provider-failed', 'The provider answered 503'), 'provider-failed'],
    ['an error of the network', Object.assign(new Error('connect'), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
    ['an error nobody foresaw', new TypeError('x is not a function'), 'TypeError'],
    ['what is no error at all', 'oops', 'string'],
  ])('fails with %s: it is put off by the backoff and reported', async (_case, error, reason) => {
    const record = message(event(), { attempt: 4 });

    const answer = await run(fail(error), [record]);

    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: record.messageId }]);
    expect(world.postponed).toEqual([{ message: record, seconds: 12 }]);
    expect(world.deadLettered).toEqual([]);
    expect(world.lines).toEqual([
      expect.objectContaining({ level: 'warn', fields: expect.objectContaining({ reason, delay: 12, attempt: 4 }) }),
    ]);
  });

  it('waits as long as the failure asks for, and some of that again', async () => {
    const record = message(event());

    await run(fail(new TransientError('breaker-open', 'not called for a while', { retryAfterMs: 41_200 })), [record]);

    expect(world.postponed).toEqual([{ message: record, seconds: 52 }]);
  });

  it('is moved to the dead-letter queue when its retry window has passed and it was tried three times', async () => {
    const old = message(event(), { attempt: 3, sentAt: Date.now() - contract.retryWindow * 1000 });

    const answer = await run(fail(new TransientError('provider-failed', 'The provider answered 503')), [old]);

    expect(answer).toEqual({ batchItemFailures: [] });
    expect(world.deadLettered[0]?.cause).toMatchObject({
      reason: 'retry-window-exhausted',
      detail: 'provider-failed: The provider answered 503',
    });
  });

  it('comes back by its visibility timeout when the queue does not answer', async () => {
    const record = message(event());
    world.runtime.queue.postpone = async () => {
      throw new Error('SQS is down');
    };

    const error = new Error('no');
    const answer = await run(fail(error), [record]);

    expect(answer.batchItemFailures).toEqual([{ itemIdentifier: record.messageId }]);
    expect(world.lines).toEqual([
      expect.objectContaining({ error, fields: expect.objectContaining({ queueFailure: 'Error: SQS is down' }) }),
    ]);
  });
});

it('what the queue fails with is said in its own words, be it an error or none', async () => {
  world.runtime.queue.postpone = () => Promise.reject('no queue');

  await run(fail(new Error('no')), [message(event())]);

  expect(world.lines[0]?.fields).toMatchObject({ queueFailure: 'no queue' });
});

describe('a message that is tried again', () => {
  it.each([
    ['for what its consumer knows may pass', new TransientError('not-received', 'answered 503'), false],
    ['for want of time', new TransientError('deadline-exceeded', 'too late'), true],
    ['for a mistake in its consumer', new TypeError('x is not a function'), true],
    ['for a failure of AWS', Object.assign(new Error('Slow down'), { name: 'ThrottlingException' }), true],
  ])('%s, is counted as foreseen or not', async (_case, error, unforeseen) => {
    await run(fail(error), [message(event())]);

    expect(world.metrics).toEqual([expect.objectContaining({ outcome: 'retried', unforeseen })]);
  });

  it('by its visibility timeout, since the queue does not answer, is not foreseen', async () => {
    world.runtime.queue.postpone = async () => {
      throw new Error('AccessDenied');
    };

    await run(fail(new TransientError('not-received', 'answered 503')), [message(event())]);

    expect(world.metrics).toEqual([expect.objectContaining({ outcome: 'retried', unforeseen: true })]);
  });

  it('no more, because it can never be handled, is foreseen', async () => {
    await run(succeed, [message('nonsense')]);

    expect(world.metrics).toEqual([expect.objectContaining({ outcome: 'dead-lettered', unforeseen: false })]);
  });
});
