import { describe, expect, it } from '@jest/globals';
import { type AttemptEnd, type CallEnd, Client, type ClientHooks } from '../index.ts';
import { type Behaviour, FakePlatform, json, problem } from './fake-platform.ts';

const busy: Behaviour = () => problem(503, 'service-unavailable', { retryable: true });
const made: Behaviour = () => json(201, { id: 'par_1' });

async function run(behaviours: readonly Behaviour[], hooks: ClientHooks, signal?: AbortSignal) {
  const platform = new FakePlatform(behaviours);
  const client = new Client({ baseUrl: 'https://a.example', platform, hooks });
  const call = {
    operationId: 'createParcel',
    method: 'POST',
    path: '/v1/parcels',
    body: {},
    ...(signal && { signal }),
  };
  return { platform, result: await platform.settle(client.call(call)) };
}

describe('hooks', () => {
  it('are told of each attempt and of the call', async () => {
    const attempts: AttemptEnd[] = [];
    const calls: CallEnd[] = [];
    await run([busy, made], {
      onAttemptEnd: (end) => void attempts.push(end),
      onCallEnd: (end) => void calls.push(end),
    });

    const same = {
      operationId: 'createParcel',
      method: 'POST',
      url: 'https://a.example/v1/parcels',
      idempotencyKey: 'id-1',
      durationMs: 0,
    };
    expect(attempts).toEqual([
      { ...same, attempt: 1, status: 503, failure: expect.any(Error), next: { kind: 'retry', delayMs: 50 } },
      { ...same, attempt: 2, status: 201, failure: undefined, next: undefined },
    ]);
    const { operationId, method } = same;
    expect(calls).toEqual([
      { operationId, method, path: '/v1/parcels', attempts: 2, durationMs: 50, status: 201, failure: undefined },
    ]);
  });

  it.each<[string, Behaviour, AttemptEnd['next']]>([
    ['is not retryable', () => problem(404, 'not-found'), { kind: 'stop', reason: 'not-retryable' }],
    [
      'would outlast the deadline',
      () => problem(503, 'busy', {}, { 'retry-after': '60' }),
      { kind: 'stop', reason: 'deadline' },
    ],
    ['has had its attempts', busy, { kind: 'stop', reason: 'attempts' }],
  ])('are told why a call that %s is not tried again', async (_case, behaviour, next) => {
    const attempts: AttemptEnd[] = [];
    await run([behaviour], { onAttemptEnd: (end) => void attempts.push(end) });

    expect(attempts.at(-1)?.next).toEqual(next);
  });

  it('are told of a call that was aborted', async () => {
    const calls: CallEnd[] = [];
    const signal = AbortSignal.abort(new Error('The user left'));
    await run([made], { onCallEnd: (end) => void calls.push(end) }, signal);

    expect(calls).toMatchObject([{ attempts: 0, status: undefined, failure: { message: 'The user left' } }]);
  });

  it('add headers to an attempt', async () => {
    const { platform } = await run([busy, made], {
      onAttempt: ({ attempt }) => ({ traceparent: `00-trace-${attempt}-01` }),
    });

    expect(platform.sent.map(({ headers }) => headers.traceparent)).toEqual(['00-trace-1-01', '00-trace-2-01']);
  });

  it('decide over no call by what they throw', async () => {
    const broken = () => {
      throw new Error('No exporter');
    };
    const { result } = await run([busy, made], { onAttempt: broken, onAttemptEnd: broken, onCallEnd: broken });

    expect(result).toMatchObject({ status: 'fulfilled', value: { status: 201 } });
  });
});
