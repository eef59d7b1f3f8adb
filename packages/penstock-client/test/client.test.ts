import { describe, expect, it } from '@jest/globals';
import {
  type Call,
  Client,
  type ClientOptions,
  ConnectionError,
  DeadlineExceededError,
  ProblemError,
} from '../index.ts';
import { type Behaviour, FakePlatform, json, problem } from './fake-platform.ts';

const baseUrl = 'https://api.example.com';
const busy: Behaviour = () => problem(503, 'service-unavailable', { retryable: true });
const lost: Behaviour = () => new TypeError('fetch failed');
const made: Behaviour = () => json(201, { id: 'par_1' }, { etag: '"1"' });
const silent: Behaviour = () => undefined;
const post: Call = { method: 'POST', path: '/v1/parcels', body: { currency: 'EUR' } };

async function run(behaviours: readonly Behaviour[], call: Call = post, options: Partial<ClientOptions> = {}) {
  const platform = new FakePlatform(behaviours);
  const client = new Client({ baseUrl, platform, ...options });
  const result = await platform.settle(client.call(call));
  expect(platform.scheduled).toBe(0);
  return { result, platform, sent: platform.sent };
}
const reasonOf = (result: PromiseSettledResult<unknown>): unknown =>
  result.status === 'rejected' ? result.reason : undefined;

describe('a call', () => {
  it('sends JSON and gives the data, the version and whether it is a replay', async () => {
    const replayed: Behaviour = () => json(200, { id: 'par_1' }, { etag: '"2"', 'idempotent-replayed': 'true' });
    const { result, sent } = await run(
      [replayed],
      { ...post, query: { dryRun: true } },
      { headers: { 'x-app': 'shop' } },
    );

    expect(result).toMatchObject({
      value: { data: { id: 'par_1' }, status: 200, etag: '"2"', isReplay: true },
    });
    expect(sent).toEqual([
      {
        url: 'https://api.example.com/v1/parcels?dryRun=true',
        method: 'POST',
        headers: {
          accept: 'application/json, application/problem+json',
          'content-type': 'application/json',
          'idempotency-key': '"id-1"',
          'x-app': 'shop',
        },
        body: '{"currency":"EUR"}',
        atMs: 0,
      },
    ]);
  });

  it.each([204, 304])('has no data where the answer of %i has no body', async (status) => {
    const { result } = await run([() => json(status, undefined)], { path: '/v1/parcels/par_1', ifNoneMatch: '"1"' });

    expect(result).toMatchObject({ value: { status, data: undefined, isReplay: false, etag: undefined } });
  });

  it('fails with what cannot be read', async () => {
    const { result } = await run([() => new Response('<html>', { status: 200 })]);

    expect(reasonOf(result)).toMatchObject({
      name: 'InvalidResponseError',
      message: 'The answer with status 200 is not JSON: <html>',
    });
  });
});

describe('a call that fails', () => {
  it.each([429, 502, 503, 504])('is tried again after %i', async (status) => {
    const { result, sent } = await run([() => problem(status, 'busy', { retryable: true }), made]);

    expect(result.status).toBe('fulfilled');
    expect(sent).toHaveLength(2);
  });

  it.each([400, 401, 404, 409, 412, 422, 500, 501])('is not tried again after %i', async (status) => {
    const { result, sent } = await run([() => problem(status, 'wrong', { retryable: true })]);

    expect(reasonOf(result)).toMatchObject({ name: 'ProblemError', status });
    expect(sent).toHaveLength(1);
  });

  it('is not tried again where the problem says that it would not help', async () => {
    const { sent } = await run([() => problem(503, 'closed', { retryable: false })]);

    expect(sent).toHaveLength(1);
  });

  it('keeps its key over all attempts, and ends after the last one with its problem', async () => {
    const { result, sent } = await run([lost, busy, lost, busy, made]);

    expect(reasonOf(result)).toMatchObject({ status: 503, code: 'service-unavailable' });
    expect(sent.map(({ headers }) => headers['idempotency-key'])).toEqual(Array(4).fill('"id-1"'));
    expect(sent.map(({ body }) => body)).toEqual(Array(4).fill('{"currency":"EUR"}'));
  });

  it('waits for a random part of 100, 200 and 400 ms', async () => {
    const { sent } = await run([busy]);

    expect(sent.map(({ atMs }) => atMs)).toEqual([0, 50, 150, 350]);
  });

  it('has one more attempt than it has retries', async () => {
    const { sent } = await run([busy], post, { retry: { maximumAttempts: 1 } });

    expect(sent).toHaveLength(1);
  });

  it.each([
    ['GET', {}],
    ['HEAD', {}],
    ['PUT', {}],
    ['DELETE', {}],
    ['POST', {}],
    ['PATCH', { idempotencyKey: 'mine' }],
  ])('is tried again when it is safe: %s %p', async (method, over) => {
    const { sent } = await run([lost], { path: '/v1/parcels', method, ...over });

    expect(sent).toHaveLength(4);
  });

  it.each(['POST', 'PATCH', 'post'])('is not tried again when %s has no key', async (method) => {
    const { result, sent } = await run([lost], { path: '/v1/parcels', method, idempotencyKey: false });

    expect(reasonOf(result)).toBeInstanceOf(ConnectionError);
    expect(sent).toMatchObject([{ headers: expect.not.objectContaining({ 'idempotency-key': expect.anything() }) }]);
  });

  it('is tried again after 429 without a key too: it had no effect', async () => {
    const { sent } = await run([() => problem(429, 'too-many-requests', { retryable: true }), made], {
      ...post,
      idempotencyKey: false,
    });

    expect(sent).toHaveLength(2);
  });

  it('is not tried again after 503 without a key', async () => {
    const { sent } = await run([busy], { ...post, idempotencyKey: false });

    expect(sent).toHaveLength(1);
  });

  it('says why no answer came', async () => {
    const { result } = await run([lost], post, { retry: { maximumAttempts: 1 } });

    expect(reasonOf(result)).toMatchObject({
      message: 'POST https://api.example.com/v1/parcels was not answered.',
      cause: { message: 'fetch failed' },
    });
  });

  it('is tried again when its answer breaks off', async () => {
    const broken = () => {
      const stream = new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) });
      return new Response(stream);
    };
    const { result, sent } = await run([broken, made]);

    expect([result.status, sent.length]).toEqual(['fulfilled', 2]);
  });
});

describe('Retry-After', () => {
  const after =
    (value: string, status = 503): Behaviour =>
    () =>
      problem(status, 'busy', {}, { 'retry-after': value });

  it.each([
    ['seconds', '2', 2050],
    ['a date', 'Thu, 01 Jan 1970 00:00:03 GMT', 3050],
    ['a date that has passed', 'Thu, 01 Jan 1970 00:00:00 GMT', 50],
    ['what is neither', 'soon', 50],
    ['a number with a part', '1.5', 50],
  ])('is waited for, with a random time more: %s', async (_case, value, atMs) => {
    const { sent } = await run([after(value, 429), made]);

    expect(sent.map((one) => one.atMs)).toEqual([0, atMs]);
  });

  it('ends the call at once when it outlasts the deadline', async () => {
    const { result, platform } = await run([after('30')], post, { deadlineMs: 30_000 });

    expect(reasonOf(result)).toBeInstanceOf(ProblemError);
    expect(platform.now()).toBe(0);
  });
});

describe('a wait that ends with the deadline', () => {
  it.each([
    ['made when it ends before it', '29', 29_000],
    ['not made when it ends with it', '30', 0],
  ])('is %s', async (_case, seconds, endedAtMs) => {
    const platform = new FakePlatform([() => problem(503, 'busy', {}, { 'retry-after': seconds }), made], 0);
    await platform.settle(new Client({ baseUrl, platform, deadlineMs: 30_000 }).call(post));

    expect(platform.now()).toBe(endedAtMs);
  });
});

describe('the time of a call', () => {
  it('is limited for an attempt, which is then tried again', async () => {
    const { result, sent } = await run([silent, made], post, { attemptTimeoutMs: 700 });

    expect(result.status).toBe('fulfilled');
    expect(sent.map(({ atMs }) => atMs)).toEqual([0, 750]);
  });

  it('is limited in all, by the client or by the call', async () => {
    for (const [call, options] of [
      [post, { deadlineMs: 1000 }],
      [{ ...post, deadlineMs: 1000 }, {}],
    ] as const) {
      const { result, platform } = await run([silent], call, { attemptTimeoutMs: 700, ...options });

      expect(reasonOf(result)).toBeInstanceOf(DeadlineExceededError);
      expect(reasonOf(result)).toMatchObject({
        message: 'The call has not ended within its deadline of 1000 ms.',
        cause: { message: 'POST https://api.example.com/v1/parcels was not answered within 700 ms.' },
      });
      expect(platform.now()).toBe(1000);
    }
  });

  it('includes that of the token', async () => {
    const { result, sent } = await run([made], post, { token: () => new Promise(() => {}), deadlineMs: 1000 });

    expect(reasonOf(result)).toBeInstanceOf(DeadlineExceededError);
    expect(sent).toEqual([]);
  });

  it('ends with the signal of the caller, in an attempt and between two', async () => {
    for (const behaviour of [silent, busy]) {
      const controller = new AbortController();
      const platform = new FakePlatform([behaviour], 0.999);
      platform.schedule(() => controller.abort(new Error('The user left')), 60);
      const call = new Client({ baseUrl, platform }).call({ ...post, signal: controller.signal });

      expect(reasonOf(await platform.settle(call))).toMatchObject({ message: 'The user left' });
      expect([platform.now(), platform.sent.length, platform.scheduled]).toEqual([60, 1, 0]);
    }
  });

  it('is none with a signal that has ended', async () => {
    const { result, sent } = await run([made], { ...post, signal: AbortSignal.abort(new Error('Too late')) });

    expect(reasonOf(result)).toMatchObject({ message: 'Too late' });
    expect(sent).toEqual([]);
  });
});

describe('the token', () => {
  const refused: Behaviour = () => problem(401, 'unauthorized');

  it.each([
    ['a text', 'secret'],
    ['a provider', async () => 'secret'],
  ])('is sent: %s', async (_case, token) => {
    const { sent } = await run([made], post, { token });

    expect(sent).toMatchObject([{ headers: { authorization: 'Bearer secret' } }]);
  });

  it('is asked for again when it is refused, once', async () => {
    const asked: boolean[] = [];
    const token = ({ refresh }: { refresh: boolean }) => `token-${asked.push(refresh)}`;
    const { result, sent } = await run([refused], post, { token });

    expect(reasonOf(result)).toMatchObject({ status: 401 });
    expect(asked).toEqual([false, true]);
    expect(sent.map(({ headers }) => headers.authorization)).toEqual(['Bearer token-1', 'Bearer token-2']);
  });

  it('is not sent again as it was', async () => {
    const { sent } = await run([refused], post, { token: 'secret' });

    expect(sent).toHaveLength(1);
  });
});
