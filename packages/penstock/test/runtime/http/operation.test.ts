import { describe, expect, it } from '@jest/globals';
import { jsonBody } from '../../../runtime/http/body/json-body.ts';
import { operation } from '../../../runtime/http/operation.ts';
import { Problem } from '../../../runtime/problem/problem.ts';
import { gatewayEvent, lambdaContext, recordingRuntime } from '../../../testkit/operation-runtime.ts';
import { contract, parameter, validator } from '../contract.ts';
import { ok, runOperation } from './operation-run.ts';

describe('an operation', () => {
  it('answers an error that it does not know without a word of it', async () => {
    const { status, body, lines } = await runOperation({
      handle: async () => {
        throw new Error('connect 10.0.0.1: password hunter2');
      },
    });

    expect(status).toBe(500);
    expect(JSON.parse(body)).toMatchObject({ type: 'urn:penstock:problem:internal-error', retryable: false });
    expect(body).not.toMatch(/hunter2|10\.0|Error:|\bat /);
    expect(lines).toMatchObject([{ level: 'error', error: { message: expect.stringContaining('hunter2') } }]);
  });

  it.each([
    ['something that is no error', 'text'],
    ['nothing', undefined],
    ['null', null],
  ])('survives a handler that throws %s', async (_case, thrown) => {
    const result = await runOperation({ handle: () => Promise.reject(thrown) });

    expect(result.status).toBe(500);
  });

  it('survives an answer that JSON cannot carry', async () => {
    const { status, json } = await runOperation({ handle: async () => ({ status: 200, body: { count: 1n } }) });

    expect(status).toBe(500);
    expect(json.type).toBe('urn:penstock:problem:internal-error');
  });

  it('answers a problem as it is, with its headers', async () => {
    const { status, headers, json, lines } = await runOperation({
      handle: async () => {
        throw new Problem('service-unavailable', 'Later.', { headers: { 'Retry-After': '1' }, cause: new Error('x') });
      },
    });

    expect(status).toBe(503);
    expect(headers).toMatchObject({ 'Retry-After': '1', 'Content-Type': 'application/problem+json' });
    expect(json).toMatchObject({ detail: 'Later.', retryable: true });
    expect(lines).toMatchObject([{ level: 'error', error: { message: 'x' } }]);
  });

  it('tells since when it is deprecated and when it ends', async () => {
    const { headers } = await runOperation({ contract: { deprecated: { sunset: '2027-06-30' } } });

    expect(headers).toMatchObject({ Deprecation: '@0', Sunset: 'Wed, 30 Jun 2027 23:59:59 GMT' });
  });

  it('has no body and no content type where the handler gives none', async () => {
    const { body, headers } = await runOperation({
      contract: { answers: { '304': { headers: { ETag: true } } } },
      handle: async () => ({ status: 304, headers: { ETag: '"1"' } }),
    });

    expect(body).toBe('');
    expect(headers).toMatchObject({ ETag: '"1"', 'Cache-Control': 'no-store' });
    expect(headers).not.toHaveProperty('Content-Type');
  });

  it('fails when a handler asks for what its contract does not have', async () => {
    const { status, lines } = await runOperation({ handle: async ({ tenant }) => ({ status: 200, body: { tenant } }) });

    expect(status).toBe(500);
    expect(lines).toMatchObject([{ error: { message: 'doThing has no caller' } }]);
  });
});

describe('correlation', () => {
  const names = {
    parameters: [
      parameter({
        name: 'X-Correlation-Id',
        in: 'header',
        type: 'string',
        validate: validator((value) => value !== 'bad'),
      }),
    ],
  };

  it("is the caller's id", async () => {
    const { headers, lines, metrics } = await runOperation({
      contract: names,
      event: { headers: { 'x-correlation-ID': 'mine' } },
    });

    expect(headers['X-Correlation-Id']).toBe('mine');
    expect(lines).toMatchObject([{ fields: { correlationId: 'mine' } }]);
    expect(metrics).toMatchObject([{ correlationId: 'mine' }]);
  });

  it('is the request id where the caller has none', async () => {
    const { headers } = await runOperation({ event: { requestId: 'r-1' } });

    expect(headers['X-Correlation-Id']).toBe('r-1');
  });

  it.each([
    ['is too long', 'r'.repeat(129)],
    ['is empty', ''],
    ['has characters that no header of ours carries', 'r 1'],
  ])('is the invocation’s id where the request id, which the caller may choose, %s', async (_case, requestId) => {
    const { headers, json } = await runOperation({ event: { requestId, query: { what: '1' } } });

    expect(headers['X-Correlation-Id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(json.correlationId).toBe(headers['X-Correlation-Id']);
  });

  it("is echoed with the caller's errors too", async () => {
    const { headers, json } = await runOperation({
      contract: names,
      event: { headers: { 'X-Correlation-Id': 'mine' }, query: { what: '1' } },
    });

    expect([headers['X-Correlation-Id'], json.correlationId]).toEqual(['mine', 'mine']);
  });

  it.each([
    ['breaks the contract', 'bad'],
    ['comes twice', ['a', 'b']],
    ['fits no event', 'x'.repeat(129)],
  ])('fails for an id that %s', async (_case, value) => {
    const { status, json } = await runOperation({ contract: names, event: { headers: { 'X-Correlation-Id': value } } });

    expect(status).toBe(400);
    expect(json.errors).toMatchObject([{ parameter: 'X-Correlation-Id' }]);
  });

  it.each([
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', '4bf92f3577b34da6a3ce929d0e0e4736'],
    ['cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more', '4bf92f3577b34da6a3ce929d0e0e4736'],
    ['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more', undefined],
    ['ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', undefined],
    [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, undefined],
    ['nonsense', undefined],
    [['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01', 'x'], undefined],
  ])('reads the traceparent %j, and ignores it when malformed', async (value, traceId) => {
    const { status, lines } = await runOperation({ event: { headers: { traceparent: value } } });

    expect(status).toBe(200);
    expect(lines[0]?.fields.traceId).toBe(traceId);
  });
});

describe('telemetry', () => {
  it('writes one line and one metric a request', async () => {
    const { lines, metrics } = await runOperation({
      contract: { security: [{ credential: 'token', scopes: ['parcels:read'] }] },
      event: { requestId: 'r-1' },
      handle: async () => ({ status: 201, body: {}, replayed: true }),
    });

    expect(lines).toEqual([
      {
        level: 'info',
        message: 'request',
        fields: {
          requestId: 'r-1',
          correlationId: 'r-1',
          operation: 'doThing',
          tenant: 'acme',
          status: 201,
          duration: expect.any(Number),
          replayed: true,
          coldStart: true,
        },
      },
    ]);
    expect(metrics).toEqual([
      {
        operation: 'doThing',
        requestId: 'r-1',
        correlationId: 'r-1',
        status: 201,
        latency: expect.any(Number),
        replayed: true,
        coldStart: true,
        tenant: 'acme',
      },
    ]);
  });

  it('is cold once', async () => {
    const { runtime, metrics } = recordingRuntime();
    const handler = operation(contract(), ok, () => runtime);
    await handler(gatewayEvent(), lambdaContext());
    await handler(gatewayEvent(), lambdaContext());

    expect(metrics.map(({ coldStart }) => coldStart)).toEqual([true, false]);
  });

  it('never holds a body, a token or a key', async () => {
    const secret = 's3cr3t';
    const { lines, metrics } = await runOperation({
      contract: {
        idempotency: 'required',
        requestBody: { required: true, mediaType: 'application/json', read: jsonBody, validate: validator(() => true) },
      },
      event: {
        body: `{"card":"${secret}`,
        headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${secret}`, 'Idempotency-Key': secret },
      },
    });

    expect(lines).toMatchObject([{ fields: { status: 400, problem: 'malformed-json' } }]);
    expect(JSON.stringify([lines, metrics])).not.toContain(secret);
  });
});

describe('authorization', () => {
  it.each([
    ['two Authorization headers', ['Bearer a', 'Bearer a'], 401],
    ['one', ['Bearer a'], 200],
  ])('answers %s', async (_case, authorization, status) => {
    const result = await runOperation({
      contract: { security: [{ credential: 'token', scopes: ['parcels:read'] }] },
      event: { headers: { authorization } },
    });

    expect(result.status).toBe(status);
    expect(result.headers['WWW-Authenticate']?.toString().startsWith('Bearer realm') ?? false).toBe(status === 401);
  });
});
