import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Answer } from '../../../../runtime/http/answer.ts';
import type { OperationHandler } from '../../../../runtime/http/operation.ts';
import { lambdaHost } from '../../../../runtime/http/stream/stream-host.ts';
import { streamedOperation } from '../../../../runtime/http/stream/streamed-operation.ts';
import type { OperationContract, ServerSentEvent } from '../../../../runtime/operation-contract.ts';
import { Problem } from '../../../../runtime/problem/problem.ts';
import {
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from '../../../../testkit/operation-runtime.ts';
import { recordingStreamHost } from '../../../../testkit/streamed-runtime.ts';
import { contract, validator } from '../../contract.ts';

const headers = { 'X-Correlation-Id': true };
const watched = (over: Partial<OperationContract> = {}): OperationContract =>
  contract({
    operationId: 'watchThing',
    method: 'GET',
    stream: { deadline: 60_000 },
    answers: { '200': { mediaType: 'text/event-stream', headers }, '204': { headers } },
    ...over,
  });

interface Run {
  readonly contract?: Partial<OperationContract>;
  readonly event?: EventOptions;
  readonly remaining?: number;
  readonly handle?: OperationHandler<unknown, unknown>;
  readonly onText?: Parameters<ReturnType<typeof recordingStreamHost>['run']>[3];
}

async function* two(): AsyncGenerator<ServerSentEvent> {
  yield { id: '1', data: { n: 1 } };
  yield { id: '2', data: { n: 2 } };
}

function prepare({ contract: over = {}, event = {}, remaining = 61_000, handle, onText }: Run = {}) {
  const { runtime, lines, metrics } = recordingRuntime();
  const { host, run } = recordingStreamHost();
  const answers = handle ?? (async (): Promise<Answer> => ({ status: 200, events: two() }));
  const handler = streamedOperation(watched(over), answers, () => runtime, { host });
  const sent = run(handler, gatewayEvent(event), lambdaContext(remaining), onText);
  return { sent, lines, metrics };
}

async function run(options: Run = {}) {
  const { sent, lines, metrics } = prepare(options);
  return { ...(await sent), lines, metrics };
}

describe('a streamed operation', () => {
  it('sends its events, with the headers of every answer', async () => {
    const { status, headers: sent, text, lines } = await run();

    expect(status).toBe(200);
    expect(sent).toMatchObject({
      'Content-Type': 'text/event-stream',
      'Cache-Control': 'no-store',
      'X-Correlation-Id': expect.stringMatching(/./),
    });
    expect(text).toBe('retry: 2000\n\nid: 1\ndata: {"n":1}\n\nid: 2\ndata: {"n":2}\n\n');
    expect(lines).toMatchObject([
      { level: 'info', fields: { status: 200, events: 2, bytes: text.length, ended: 'complete' } },
    ]);
  });

  it('tells its latency as the time until it began, and its duration as the time that it lasted', async () => {
    let now = 1000;
    const { runtime, lines, metrics } = recordingRuntime(() => now);
    const { host, run: send } = recordingStreamHost();
    const handle = async (): Promise<Answer> => {
      now += 20;
      return { status: 200, events: two() };
    };
    const handler = streamedOperation(watched(), handle, () => runtime, { host });
    await send(handler, gatewayEvent(), lambdaContext(61_000), () => {
      now += 1000;
    });

    expect(metrics).toMatchObject([{ latency: 20, status: 200 }]);
    expect(lines[0]?.fields).toMatchObject({ openedMs: 20, duration: 3020 });
  });

  it('answers without a stream where there is nothing to come', async () => {
    const { status, text, lines } = await run({ handle: async () => ({ status: 204 }) });

    expect([status, text]).toEqual([204, '']);
    expect(lines).toMatchObject([{ fields: { status: 204, events: 0, ended: 'complete' } }]);
  });

  it('sends the head alone to HEAD', async () => {
    const { status, headers: sent, text } = await run({ event: { method: 'HEAD' } });

    expect([status, sent['Content-Type'], text]).toEqual([200, 'text/event-stream', '']);
  });

  it.each<[string, Run, number, string]>([
    [
      'what the handler refuses',
      { handle: () => Promise.reject(new Problem('not-found', 'There is none.')) },
      404,
      'not-found',
    ],
    [
      'a caller without a token',
      { contract: { security: [{ credential: 'token', scopes: ['a'] }] }, event: { caller: null } },
      401,
      'unauthorized',
    ],
    ['an unforeseen failure', { handle: () => Promise.reject(new Error('secret')) }, 500, 'internal-error'],
    ['an answer without events', { handle: async () => ({ status: 200, body: {} }) }, 500, 'internal-error'],
    ['an answer that is not declared', { handle: async () => ({ status: 201 }) }, 500, 'internal-error'],
    ['too little time to begin', { remaining: 100 }, 504, 'deadline-exceeded'],
  ])('answers %s with a problem, before any stream', async (_, options, status, code) => {
    const answered = await run(options);

    expect(answered.status).toBe(status);
    expect(answered.headers['Content-Type']).toBe('application/problem+json');
    expect(JSON.parse(answered.text)).toMatchObject({ status, type: `urn:penstock:problem:${code}` });
    expect(answered.metrics).toMatchObject([{ status }]);
  });

  it('fails where its source does, after what came before, so that its host cuts the connection', async () => {
    async function* broken(): AsyncGenerator<ServerSentEvent> {
      yield { data: 1 };
      throw new RangeError('no more');
    }
    let text = '';
    const { sent, lines, metrics } = prepare({
      handle: async () => ({ status: 200, events: broken() }),
      onText: (more) => {
        text += more;
      },
    });

    await expect(sent).rejects.toThrow('no more');
    expect(text).toBe('retry: 2000\n\ndata: 1\n\n');
    expect(lines).toMatchObject([{ level: 'error', fields: { status: 500, events: 1, ended: 'failed' } }]);
    expect(metrics).toMatchObject([{ status: 500 }]);
  });

  it('fails for an event that is not as the contract declares', async () => {
    const validate = validator((value) => (value as { body: { n: number } }).body.n < 2);
    const answers = { '200': { mediaType: 'text/event-stream', headers, validate } };
    const { sent, lines } = prepare({ contract: { answers } });

    await expect(sent).rejects.toThrow('watchThing sent an event that does not fit its schema');
    expect(lines).toMatchObject([{ fields: { events: 1, ended: 'failed' } }]);
  });

  it('ends, and its call with it, where the host tells that its client has gone', async () => {
    let signal: AbortSignal | undefined;
    async function* endless(): AsyncGenerator<ServerSentEvent> {
      for (let data = 1; ; data++) yield { data };
    }
    const { sent, lines } = prepare({
      handle: async (request) => {
        ({ signal } = request);
        return { status: 200, events: endless() };
      },
      onText: (text, stream) => {
        if (text.includes('data: 3')) stream.destroy();
      },
    });
    await sent;

    expect(signal?.aborted).toBe(true);
    expect(lines).toMatchObject([{ level: 'info', fields: { status: 200, ended: 'gone' } }]);
  });

  it('is marked for Lambda where there is Lambda, and only there', () => {
    const handler = async () => {};

    const global = globalThis as unknown as Record<string, unknown>;
    const before = global.awslambda;
    // As the SDK leaves it outside of Lambda.
    global.awslambda = {};
    expect(lambdaHost.streamify(handler)).toBe(handler);
    global.awslambda = { streamifyResponse: (given: unknown) => ({ streamed: given }) };
    expect(lambdaHost.streamify(handler)).toEqual({ streamed: handler });
    global.awslambda = before;
  });

  it('fails to be made of a contract without a stream', () => {
    expect(() => streamedOperation(contract(), async () => ({ status: 200 }))).toThrow(
      'doThing answers with no stream: make it by operation()',
    );
  });
});

describe('the deadline of a stream', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void jest.useRealTimers());

  it.each([
    ['of its contract', 61_000, 60_000],
    ['that its host leaves it', 30_000, 29_950],
  ])('%s ends it, and its call with it', async (_, remaining, lastsMs) => {
    let signal: AbortSignal | undefined;
    let deadlineAt = 0;
    const silent: AsyncIterable<ServerSentEvent> = {
      [Symbol.asyncIterator]: () => ({ next: () => new Promise(() => {}) }),
    };
    const { sent, lines } = prepare({
      remaining,
      handle: async (request) => {
        ({ signal, deadlineAt } = request);
        return { status: 200, events: silent };
      },
    });
    await jest.advanceTimersByTimeAsync(lastsMs - 1);
    const before = signal?.aborted;
    await jest.advanceTimersByTimeAsync(1);
    const { text } = await sent;

    expect([before, signal?.aborted]).toEqual([false, true]);
    expect(deadlineAt).toBe(1_000_000 + lastsMs);
    expect(text.startsWith('retry: 2000\n\n:\n\n')).toBe(true);
    expect(lines).toMatchObject([{ level: 'info', fields: { status: 200, ended: 'deadline' } }]);
    expect(jest.getTimerCount()).toBe(0);
  });

  it('until it has begun is that of a short operation', async () => {
    let signal: AbortSignal | undefined;
    const { sent } = prepare({
      handle: (request) => {
        ({ signal } = request);
        return new Promise(() => {});
      },
    });
    await jest.advanceTimersByTimeAsync(1000);

    expect((await sent).status).toBe(504);
    expect(signal?.aborted).toBe(true);
  });
});
