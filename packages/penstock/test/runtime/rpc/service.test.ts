import { gzipSync } from 'node:zlib';
import { BinaryReader } from '@bufbuild/protobuf/wire';
import { describe, expect, it } from '@jest/globals';
import { type ProblemCode, problemCodes } from '../../../runtime/problem/codes.ts';
import { Problem } from '../../../runtime/problem/problem.ts';
import { caller } from '../../../testkit/operation-runtime.ts';
import { found, runMethod } from './run-method.ts';

const refusing =
  (code: ProblemCode, options = {}) =>
  () => ({
    run: async () => {
      throw new Problem(code, 'No.', options);
    },
  });
const body = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64');

describe('a method', () => {
  it('answers with its message, and is logged as the operation that it serves', async () => {
    const { status, json, headers, lines, metrics } = await runMethod({
      event: { headers: { 'x-correlation-id': 'c-1' } },
    });
    expect({ status, json }).toEqual({ status: 200, json: { id: 'p1' } });
    expect(headers).toMatchObject({ 'x-correlation-id': 'c-1', 'cache-control': 'no-store' });
    expect(headers).not.toHaveProperty('content-length');
    expect(lines).toMatchObject([{ fields: { operation: 'getParcel', tenant: 'acme', status: 200 } }]);
    expect(metrics).toMatchObject([{ operation: 'getParcel', status: 200 }]);
  });

  it('is asked for by GET where it has no side effects', async () => {
    const query = { encoding: 'json', message: '{"id":"p1"}', connect: 'v1' };
    expect(await runMethod({ event: { method: 'GET', body: null, query } })).toMatchObject({ status: 200 });
  });

  it.each(Object.keys(problemCodes) as ProblemCode[])(
    'tells the problem %s by a code of Connect, with its type',
    async (code) => {
      const { status, json, metrics } = await runMethod({ entry: refusing(code) });
      expect(status).toBeGreaterThanOrEqual(400);
      expect(json).toMatchObject({ code: expect.stringMatching(/^[a-z_]+$/), message: 'No.' });
      const [info] = json.details;
      expect(info.type).toBe('google.rpc.ErrorInfo');
      expect(Buffer.from(info.value, 'base64').toString()).toContain(`urn:penstock:problem:${code}`);
      expect(json.details.some(({ type }: { type: string }) => type === 'google.rpc.RetryInfo')).toBe(
        problemCodes[code].retryable,
      );
      expect(metrics).toMatchObject([{ status: problemCodes[code].status }]);
    },
  );

  it('tells a sentence that ends within a character', async () => {
    const entry = () => ({
      run: async () => {
        throw new Problem('not-found', 'No \ud83d.', { errors: [{ pointer: '#/a', detail: '\ud83d' }] });
      },
    });
    const message = Buffer.from('\0\0\0\0\x04\n\x02p1').toString('base64');
    const event = { headers: { 'content-type': 'application/grpc-web+proto' }, body: message };
    const { bytes } = await runMethod({ entry, event });
    expect(bytes.toString()).toContain(`grpc-message: ${encodeURIComponent('No \ufffd.')}`);
  });

  it('tells when to come again, as the problem says', async () => {
    const { json } = await runMethod({ entry: refusing('service-unavailable', { headers: { 'Retry-After': '7' } }) });
    const { value } = json.details.find(({ type }: { type: string }) => type === 'google.rpc.RetryInfo');
    const reader = new BinaryReader(Buffer.from(value, 'base64'));
    reader.tag();
    const duration = new BinaryReader(reader.bytes());
    duration.tag();
    expect(duration.int64()).toBe(7n);
  });

  it('fails without a word of what nobody foresaw', async () => {
    const entry = () => ({
      run: async () => {
        throw new Error('the secret');
      },
    });
    const { json, lines } = await runMethod({ entry });
    expect(json.code).toBe('internal');
    expect(JSON.stringify(json)).not.toContain('secret');
    expect(lines).toMatchObject([{ level: 'error', error: { message: 'the secret' } }]);
  });

  it('fails for a message that cannot be written, which counts as no answer', async () => {
    const entry = () => ({ run: async () => ({ message: { weight: -1 } }) });
    expect(await runMethod({ entry })).toMatchObject({ json: { code: 'internal' }, metrics: [{ status: 500 }] });
  });
});

describe('a request', () => {
  it.each<[string, object, string, number]>([
    ['breaks a rule of its file', { body: body({ id: '' }) }, 'invalid_argument', 422],
    [
      'has a member that the message does not have',
      { body: body({ id: 'p1', colour: 'red' }) },
      'invalid_argument',
      400,
    ],
    ['is no JSON', { body: Buffer.from('{').toString('base64') }, 'invalid_argument', 400],
    ['lacks the scope', { caller: caller({ scope: 'parcels:write' }) }, 'permission_denied', 403],
    ['has a token that has expired', { caller: caller({ exp: '1' }) }, 'unauthenticated', 401],
    ['is larger than a body may be', { body: body({ id: 'x'.repeat(64 * 1024) }) }, 'resource_exhausted', 429],
    [
      'unfolds to more than a body may be',
      {
        headers: { 'content-encoding': 'gzip' },
        body: gzipSync(body({ id: 'x'.repeat(1024 * 1024) })).toString('base64'),
      },
      'resource_exhausted',
      429,
    ],
    ['has a timeout that is none', { headers: { 'connect-timeout-ms': 'soon' } }, 'invalid_argument', 400],
  ])('fails where it %s, and is reported once', async (_, event, code, status) => {
    const { json, metrics } = await runMethod({ event });
    expect(json.code).toBe(code);
    expect(metrics).toMatchObject([{ operation: 'getParcel', status }]);
    expect(metrics).toHaveLength(1);
  });

  it('fails with a problem where its media type is of no protocol', async () => {
    const { status, headers, json } = await runMethod({ event: { headers: { 'content-type': 'text/plain' } } });
    expect(status).toBe(415);
    expect(headers['content-type']).toBe('application/problem+json');
    expect(json).toMatchObject({ type: 'urn:penstock:problem:unsupported-media-type', status: 415 });
  });

  it('names each field that breaks a rule', async () => {
    const { json } = await runMethod({
      method: 'CreateParcel',
      event: { body: body({ stops: { ab: { line: '' } } }) },
    });
    const { value } = json.details.find(({ type }: { type: string }) => type === 'google.rpc.BadRequest');
    const text = Buffer.from(value, 'base64').toString();
    for (const field of ['code', 'weight', 'stops.ab.line', 'to']) expect(text).toContain(field);
  });
});

describe('a key', () => {
  const entry = () => ({
    asked: { body: { code: 'P1' } },
    run: async ({ identity }: { identity: object }) => ({ message: { id: JSON.stringify(identity) }, replayed: true }),
  });
  const request = { code: 'P1', weight: 1, value: '1', size: 'SIZE_SMALL', to: { line: 'x' }, receiver: true };

  it('comes with the fingerprint of what is asked for in the words of the operation', async () => {
    const event = { headers: { 'idempotency-key': 'k-1' }, body: body(request) };
    const [one, other] = await Promise.all([
      runMethod({ method: 'CreateParcel', event, entry }),
      runMethod({ method: 'CreateParcel', event: { ...event, body: body({ ...request, weight: 2 }) }, entry }),
    ]);
    expect(JSON.parse(one.json.id)).toMatchObject({ key: 'k-1' });
    expect(other.json).toEqual(one.json);
    expect(one.headers['idempotent-replayed']).toBe('true');
  });

  it('has to be there where the operation requires one', async () => {
    const event = { headers: { 'idempotency-key': [] as unknown as string }, body: body(request) };
    const { json } = await runMethod({ method: 'CreateParcel', event, entry });
    expect(json).toMatchObject({ code: 'invalid_argument', message: expect.stringContaining('Idempotency-Key') });
  });
});

describe('a deadline', () => {
  const deadlineOf = async (headers: Record<string, string>) => {
    const started = Date.now();
    let at = 0;
    await runMethod({
      event: { headers },
      entry: () => ({
        run: async ({ deadlineAt }: { deadlineAt: number }) => {
          at = deadlineAt - started;
          return { message: {} };
        },
      }),
    });
    return at;
  };

  it.each<[string, Record<string, string>, number]>([
    ['the operation’s', {}, 2800],
    ['the caller’s where that is sooner', { 'connect-timeout-ms': '1000' }, 1000],
    ['the operation’s where the caller would wait longer', { 'connect-timeout-ms': '9999999999' }, 2800],
  ])('is %s', async (_, headers, expected) => {
    const at = await deadlineOf(headers);
    expect(at).toBeLessThanOrEqual(expected + 500);
    expect(at).toBeGreaterThan(expected - 500);
  });

  it('ends a call that takes longer, and aborts its signal', async () => {
    let aborted = false;
    const { json } = await runMethod({
      event: { headers: { 'connect-timeout-ms': '60' } },
      entry: () => ({
        run: ({ signal }: { signal: AbortSignal }) =>
          new Promise(() => {
            signal.addEventListener('abort', () => {
              aborted = true;
            });
          }),
      }),
    });
    expect({ code: json.code, aborted }).toEqual({ code: 'deadline_exceeded', aborted: true });
  });
});

it('is asked for as nothing else', async () => {
  await expect(runMethod({ event: { path: '/parcels.v1.ParcelService/Other' }, entry: found })).rejects.toThrow(
    'no method at',
  );
});
