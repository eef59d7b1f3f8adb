import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../../runtime/http/answer.ts';
import { type OperationHandler, operation } from '../../../runtime/http/operation.ts';
import type { OperationContract } from '../../../runtime/operation-contract.ts';
import { Problem } from '../../../runtime/problem/problem.ts';
import {
  type EventOptions,
  gatewayEvent,
  lambdaContext,
  recordingRuntime,
} from '../../../testkit/operation-runtime.ts';
import { contract, parameter, validator } from '../contract.ts';

interface Run {
  readonly contract?: Partial<OperationContract>;
  readonly event?: EventOptions;
  readonly remaining?: number;
  readonly handle?: OperationHandler<unknown, unknown>;
}

const ok = async (): Promise<Answer> => ({ status: 200, body: {} });

async function run({ contract: over = {}, event = {}, remaining = 4000, handle = ok }: Run = {}) {
  const { runtime, lines, metrics } = recordingRuntime();
  const handler = operation(contract(over), handle, () => runtime);
  const { statusCode, headers = {}, body } = await handler(gatewayEvent(event), lambdaContext(remaining));
  return { status: statusCode, headers, json: body === '' ? undefined : JSON.parse(body), body, lines, metrics };
}

describe('an operation', () => {
  it('answers an error that it does not know without a word of it', async () => {
    const { status, body, lines } = await run({
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
    const result = await run({ handle: () => Promise.reject(thrown) });

    expect(result.status).toBe(500);
  });

  it('survives an answer that JSON cannot carry', async () => {
    const { status, json } = await run({ handle: async () => ({ status: 200, body: { count: 1n } }) });

    expect(status).toBe(500);
    expect(json.type).toBe('urn:penstock:problem:internal-error');
  });

  it('answers a problem as it is, with its headers', async () => {
    const { status, headers, json, lines } = await run({
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
    const { headers } = await run({ contract: { deprecated: { sunset: '2027-06-30' } } });

    expect(headers).toMatchObject({ Deprecation: '@0', Sunset: 'Wed, 30 Jun 2027 00:00:00 GMT' });
  });

  it('has no body and no content type where the handler gives none', async () => {
    const { body, headers } = await run({
      contract: { answers: { '304': { headers: { ETag: true } } } },
      handle: async () => ({ status: 304, headers: { ETag: '"1"' } }),
    });

    expect(body).toBe('');
    expect(headers).toMatchObject({ ETag: '"1"', 'Cache-Control': 'no-store' });
    expect(headers).not.toHaveProperty('Content-Type');
  });

  it('fails when a handler asks for what its contract does not have', async () => {
    const { status, lines } = await run({ handle: async ({ tenant }) => ({ status: 200, body: { tenant } }) });

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
    const { headers, lines, metrics } = await run({
      contract: names,
      event: { headers: { 'x-correlation-ID': 'mine' } },
    });

    expect(headers['X-Correlation-Id']).toBe('mine');
    expect(lines).toMatchObject([{ fields: { correlationId: 'mine' } }]);
    expect(metrics).toMatchObject([{ correlationId: 'mine' }]);
  });

  it('is the request id where the caller has none', async () => {
    const { headers } = await run({ event: { requestId: 'r-1' } });

    expect(headers['X-Correlation-Id']).toBe('r-1');
  });

  it.each([
    ['is too long', 'r'.repeat(129)],
    ['is empty', ''],
    ['has characters that no header of ours carries', 'r 1'],
  ])('is the invocation’s id where the request id, which the caller may choose, %s', async (_case, requestId) => {
    const { headers, json } = await run({ event: { requestId, query: { what: '1' } } });

    expect(headers['X-Correlation-Id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(json.correlationId).toBe(headers['X-Correlation-Id']);
  });

  it("is echoed with the caller's errors too", async () => {
    const { headers, json } = await run({
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
    const { status, json } = await run({ contract: names, event: { headers: { 'X-Correlation-Id': value } } });

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
    const { status, lines } = await run({ event: { headers: { traceparent: value } } });

    expect(status).toBe(200);
    expect(lines[0]?.fields.traceId).toBe(traceId);
  });
});

describe('telemetry', () => {
  it('writes one line and one metric a request', async () => {
    const { lines, metrics } = await run({
      contract: { scopes: ['parcels:read'] },
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
    const { lines, metrics } = await run({
      contract: {
        idempotency: 'required',
        requestBody: { required: true, mediaType: 'application/json', validate: validator(() => true) },
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

describe('parameters', () => {
  const read = async (parameters: OperationContract['parameters'], event: EventOptions) => {
    let seen: unknown;
    const result = await run({
      contract: { parameters },
      event,
      handle: async ({ query, header }) => {
        seen = { query, header: header('X-Mode') };
        return ok();
      },
    });
    return { ...result, seen };
  };

  it('come in their types, with their defaults', async () => {
    const { seen } = await read(
      [
        parameter(),
        parameter({ name: 'deep', type: 'boolean', validate: validator(() => true) }),
        parameter({ name: 'sort', type: 'string', default: 'asc' }),
        parameter({ name: 'none', type: 'string' }),
      ],
      { query: { limit: '-7', deep: 'false' } },
    );

    expect(seen).toEqual({ query: { limit: -7, deep: false, sort: 'asc' }, header: undefined });
  });

  it('may be headers', async () => {
    const mode = parameter({ name: 'X-Mode', in: 'header', type: 'string', validate: validator(() => true) });

    expect((await read([mode], { headers: { 'x-mode': 'fast' } })).seen).toMatchObject({ header: 'fast' });
  });

  it.each([
    ['is missing', { required: true }, {}],
    ['is no boolean', { type: 'boolean' as const }, { limit: 'yes' }],
    ['breaks its schema', {}, { limit: '100' }],
    ['comes twice', {}, { limit: ['1', '1'] }],
  ])('fail when one %s', async (_case, over, query) => {
    const { status, json } = await read([parameter(over)], { query });

    expect(status).toBe(400);
    expect(json.errors).toMatchObject([{ parameter: 'limit' }]);
  });

  it.each([
    ['query', { query: { name: 'a\uffff' } }],
    ['header', { headers: { name: 'a\ufffe' } }],
  ] as const)('fail when one in the %s holds what no later hop carries', async (place, event) => {
    const name = parameter({ name: 'name', in: place, type: 'string', validate: validator(() => true) });
    const { status, json } = await read([name], event);

    expect(status).toBe(400);
    expect(json).toMatchObject({
      type: 'urn:penstock:problem:invalid-parameter',
      errors: [{ parameter: 'name', detail: expect.stringMatching(/^has U\+FFF[EF], which is no character/) }],
    });
  });

  it('fail as not found when the path cannot name anything', async () => {
    const id = parameter({ name: 'id', in: 'path', type: 'string', validate: validator((value) => value === 'good') });

    expect((await read([id], { pathParameters: { id: 'bad' } })).status).toBe(404);
    expect((await read([id], { pathParameters: { id: 'good' } })).status).toBe(200);
  });
});

describe('a body', () => {
  const send = async (body: string | Buffer, { headers = {}, required = true, valid = true } = {}) => {
    let seen: unknown = 'nothing';
    const event = {
      body: Buffer.from(body).toString('base64'),
      base64: true,
      headers: { 'Content-Type': 'application/json', ...headers },
    };
    const result = await run({
      contract: { requestBody: { required, mediaType: 'application/json', validate: validator(() => valid) } },
      event,
      handle: async ({ body: read }) => {
        seen = read;
        return ok();
      },
    });
    return { ...result, seen };
  };

  it.each([
    ['a value', '{"a":"x\uffff"}', '#/a', /^has U\+FFFF, which is no character .* SQS refuses in a message$/],
    ['a value, as an escape', '{"a":["x","\\uFfFe"]}', '#/a/1', /^has U\+FFFE, /],
    ['a value that is all there is', '"\uffff"', '#', /^has U\+FFFF, /],
    ['a name', '{"b":{"x/\uffff":1}}', '#/b/x~1%EF%BF%BF', /^has U\+FFFF, .*, in its name$/],
    ['half a pair', '{"a":"\\ud83c"}', '#/a', /^has U\+D83C, half a surrogate pair, which UTF-8 cannot carry$/],
    ['half a pair in a name', '{"\\uDEAD":1}', '#/%EF%BF%BD', /^has U\+DEAD, .*, in its name$/],
    [
      'a place of any depth',
      `${'['.repeat(9000)}"\uffff"${']'.repeat(9000)}`,
      `#${'/0'.repeat(255)}`,
      /too long to show$/,
    ],
  ])('fails with 422 for what no later hop carries, in %s', async (_case, body, pointer, detail) => {
    const { status, json } = await send(body);

    expect(status).toBe(422);
    expect(json).toMatchObject({
      type: 'urn:penstock:problem:validation',
      errors: [{ pointer, detail: expect.stringMatching(detail) }],
    });
  });

  it('says each finding of the schema and of the characters at once, in the order of the document', async () => {
    const { json } = await send('{"b":"\uffff","a":{"c":"\ufffe"}}', { valid: false });

    expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['#', '#/b', '#/a/c']);
  });

  it.each(['gift 🎁', '\u0000\u001f', 'e\u0301', '\u202e', '\ufdd0', '\u{1ffff}', '\\uffff'])(
    'goes through with %j as it is',
    async (text) => {
      const { status, seen } = await send(JSON.stringify({ [text]: text }));

      expect([status, seen]).toEqual([200, { [text]: text }]);
    },
  );

  it.each([
    ['no UTF-8', Buffer.from([0x22, 0xff, 0x22])],
    ['a byte order mark', '\u{feff}{}'],
    ['UTF-16', Buffer.from('{}', 'utf16le')],
    ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
    ['half a surrogate pair in three bytes', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ])('fails with 400 when it is %s', async (_case, body) => {
    const { status, json } = await send(body);

    expect([status, json.type]).toEqual([400, 'urn:penstock:problem:malformed-json']);
  });

  it('fails with 400 for a member that is named twice, at its place', async () => {
    const { status, json } = await send('{"x":[{"a":1,"\\u0061":2}]}');

    expect(status).toBe(400);
    expect(json).toMatchObject({
      type: 'urn:penstock:problem:malformed-json',
      errors: [{ pointer: '#/x/0/a', detail: 'is there more than once' }],
    });
  });

  it.each(['gzip', 'br', 'identity, gzip', 'GZIP', 'nonsense'])(
    'fails with 415 under Content-Encoding %s',
    async (coding) => {
      const { status, headers, json } = await send('{}', { headers: { 'content-encoding': coding } });

      expect([status, json.type]).toEqual([415, 'urn:penstock:problem:unsupported-media-type']);
      expect(headers).toMatchObject({ 'Accept-Encoding': 'identity' });
    },
  );

  it.each(['identity', 'Identity', ''])('is taken under Content-Encoding %j', async (coding) => {
    expect((await send('{}', { headers: { 'content-encoding': coding } })).status).toBe(200);
  });

  it('is none where it is optional and says nothing', async () => {
    expect((await send('{ }', { required: false })).seen).toBeUndefined();
    expect((await send('[]', { required: false })).seen).toEqual([]);
    expect((await send('{ }')).seen).toEqual({});
  });
});

describe('authorization', () => {
  it.each([
    ['two Authorization headers', ['Bearer a', 'Bearer a'], 401],
    ['one', ['Bearer a'], 200],
  ])('answers %s', async (_case, authorization, status) => {
    const result = await run({ contract: { scopes: ['parcels:read'] }, event: { headers: { authorization } } });

    expect(result.status).toBe(status);
    expect(result.headers['WWW-Authenticate']?.toString().startsWith('Bearer realm') ?? false).toBe(status === 401);
  });
});
