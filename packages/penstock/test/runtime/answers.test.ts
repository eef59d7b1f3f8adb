import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Answer } from '../../runtime/http/answer.ts';
import { type OperationHandler, operation } from '../../runtime/http/operation.ts';
import { MAX_RESPONSE_BYTES, responseBytes } from '../../runtime/http/response-size.ts';
import type { OperationContract } from '../../runtime/operation-contract.ts';
import { gatewayEvent, lambdaContext, recordingRuntime } from '../../testkit/operation-runtime.ts';
import { anyAnswer, contract, validator } from './contract.ts';

const given = {
  answers: {
    '200': { mediaType: 'application/json', headers: { ETag: false, 'X-Correlation-Id': true } },
    '201': { mediaType: 'application/vnd.thing+json', headers: { Location: true } },
    '204': { headers: {} },
    '3XX': { headers: { Location: false } },
  },
} satisfies Partial<OperationContract>;

async function answered(answer: unknown, over: Partial<OperationContract> = given) {
  const { runtime, lines, metrics } = recordingRuntime();
  const handle: OperationHandler<unknown, unknown> = async () => answer as Answer;
  const response = await operation(contract(over), handle, () => runtime)(gatewayEvent(), lambdaContext());
  return { response, lines, metrics };
}

async function expectFault(answer: unknown, message: string, over?: Partial<OperationContract>): Promise<void> {
  const { response, lines, metrics } = await answered(answer, over);

  expect(lines.map(({ error }) => (error as Error).message)).toEqual([message]);
  expect(lines).toMatchObject([
    {
      level: 'error',
      message: 'request failed',
      fields: { operation: 'doThing', status: 500, problem: 'internal-error', replayed: false },
      error: { name: 'AnswerFault' },
    },
  ]);
  expect(metrics).toMatchObject([{ status: 500 }]);
  expect(JSON.parse(response.body)).toMatchObject({ type: 'urn:penstock:problem:internal-error', status: 500 });
}

describe('an answer', () => {
  it.each([
    [{ status: 200, body: [] }, 'application/json'],
    [{ status: 201, body: {}, headers: { location: '/things/1' } }, 'application/vnd.thing+json'],
    [{ status: 204 }, undefined],
    [{ status: 304, headers: { Location: '/' } }, undefined],
    [{ status: 399 }, undefined],
  ])('%j that is as declared leaves, as %s', async (answer, type) => {
    const { response, metrics } = await answered(answer);

    expect(response.statusCode).toBe(answer.status);
    expect(response.headers?.['Content-Type']).toBe(type);
    expect(response.body).toBe('body' in answer ? JSON.stringify(answer.body) : '');
    expect(metrics).toMatchObject([{ status: answer.status }]);
  });

  it.each([600, 199, 100, 202, 404, 500, 200.5, Number.NaN, '200', 1n, null, undefined])(
    'fails with the status %p, which the contract does not declare',
    async (status) => {
      await expectFault(
        { status, body: {} },
        `doThing answered ${String(status)}; the contract declares 200, 201, 204, 3XX`,
      );
    },
  );

  it('fails that is none', async () => {
    for (const none of [undefined, null]) {
      const { response, metrics } = await answered(none);

      expect([response.statusCode, metrics[0]?.status]).toEqual([500, 500]);
    }
  });

  it('replaces what every response has, whatever the case of its name', async () => {
    const answers = { '200': { ...anyAnswer, headers: { 'cache-control': false } } };

    const { response } = await answered(
      { status: 200, body: {}, headers: { 'cache-control': 'max-age=60' } },
      { answers },
    );

    expect(Object.entries(response.headers ?? {}).filter(([name]) => /cache-control/i.test(name))).toEqual([
      ['cache-control', 'max-age=60'],
    ]);
  });
});

describe("an answer's headers", () => {
  it.each([
    ['a line feed', '"1"\nSet-Cookie: a', 'has U+000A as its character 4'],
    ['a carriage return', '\r', 'has U+000D as its character 1'],
    ['a letter that is no ASCII', 'café', 'has U+00E9 as its character 4'],
    ['an emoji', 'a🎁', 'has U+1F381 as its character 2'],
    ['half a surrogate pair', '\ud800', 'has U+D800 as its character 1'],
    ['a NUL', '\0', 'has U+0000 as its character 1'],
    ['a DEL', '\x7f', 'has U+007F as its character 1'],
  ])('fail with %s', async (_case, ETag, fault) => {
    await expectFault(
      { status: 200, body: {}, headers: { ETag } },
      `doThing answered 200: the header ETag ${fault}; visible ASCII, spaces and tabs are all it can have`,
    );
  });

  it.each([' "1"', '"1"\t'])('fail with whitespace around %j, which would be lost', async (ETag) => {
    await expectFault(
      { status: 200, body: {}, headers: { ETag } },
      'doThing answered 200: the header ETag begins or ends with a space or a tab',
    );
  });

  it.each([
    [7, 'number'],
    [null, 'null'],
    [undefined, 'undefined'],
    [['a'], 'object'],
  ])('fail with %j, which is no text', async (ETag, type) => {
    await expectFault(
      { status: 200, body: {}, headers: { ETag } },
      `doThing answered 200: the header ETag is no text but ${type}`,
    );
  });

  it('fail with a name that is no token, though a contract declares it', async () => {
    await expectFault(
      { status: 200, body: {}, headers: { 'X Y': 'a' } },
      'doThing answered 200: the header name "X Y" is no token of RFC 9110',
      { answers: { '200': { ...anyAnswer, headers: { 'X Y': false } } } },
    );
  });

  it.each(['', 'a', 'a b\tc', '!~"', Array.from({ length: 94 }, (_, at) => String.fromCharCode(33 + at)).join('')])(
    'may be %j',
    async (ETag) => {
      const { response } = await answered({ status: 200, body: {}, headers: { ETag } });

      expect(response.headers).toMatchObject({ ETag });
    },
  );

  it('fail without one that is required', async () => {
    await expectFault(
      { status: 201, body: {} },
      'doThing answered 201: expected the header Location, which the contract requires',
    );
  });

  it('fail with one that is not declared', async () => {
    await expectFault(
      { status: 200, body: {}, headers: { 'X-Debug': 'secret' } },
      'doThing answered 200: received the header X-Debug; the contract declares ETag, X-Correlation-Id',
    );
    await expectFault(
      { status: 204, replayed: true },
      'doThing answered 204: received the header Idempotent-Replayed; the contract declares none',
    );
  });
});

describe("an answer's body", () => {
  const round: Record<string, unknown> = {};
  round.self = round;

  it('fails where the contract declares none', async () => {
    await expectFault({ status: 204, body: null }, 'doThing answered 204 with a body; the contract declares none');
  });

  it('fails where the contract declares one and there is none', async () => {
    await expectFault(
      { status: 200 },
      'doThing answered 200 without a body; the contract declares one as application/json',
    );
  });

  it.each([() => 1, Symbol('s'), { toJSON: () => undefined }])(
    'fails with %p, which is nothing in JSON',
    async (body) => {
      await expectFault(
        { status: 200, body },
        'doThing answered 200 with a body that JSON cannot carry; the contract declares one as application/json',
      );
    },
  );

  it.each([
    ['a BigInt', { count: 1n }],
    ['a circle', round],
  ])('fails with %s', async (_case, body) => {
    const { response, metrics } = await answered({ status: 200, body });

    expect([response.statusCode, metrics[0]?.status]).toEqual([500, 500]);
  });

  it('is checked as it leaves where the validator is at hand, and never quoted', async () => {
    const seen: unknown[] = [];
    const validate = validator((value) => {
      seen.push(value);
      return false;
    });
    const answers = { '200': { ...given.answers['200'], validate } };

    await expectFault(
      { status: 200, body: { at: new Date(0), secret: 's3cr3t' }, headers: { ETag: '"1"' } },
      'doThing answered 200, which does not fit its schema: # must match undefined',
      { answers },
    );
    expect(seen).toEqual([
      {
        headers: expect.objectContaining({ etag: '"1"', 'x-correlation-id': expect.any(String) }),
        body: { at: '1970-01-01T00:00:00.000Z', secret: 's3cr3t' },
      },
    ]);
  });
});

describe('the size of a response', () => {
  const room = async (unit: string): Promise<number> => {
    const { response } = await answered({ status: 200, body: '' });
    const bytes =
      responseBytes({ ...response, body: JSON.stringify(unit) }) - responseBytes({ ...response, body: '""' });
    return Math.floor((MAX_RESPONSE_BYTES - responseBytes(response)) / bytes);
  };

  it.each([
    ['plain letters', 'x'],
    ['quotation marks, which are escaped twice', '"'],
    ['control characters, which are escaped twice', '\u0001'],
    ['letters of three bytes', '漢'],
    ['emoji', '🎁'],
    ['halves of surrogate pairs', '\ud800'],
  ])('may be all that Lambda takes, of %s, and no more', async (_case, unit) => {
    const most = await room(unit);

    expect((await answered({ status: 200, body: unit.repeat(most) })).response.statusCode).toBe(200);
    const { response, lines, metrics } = await answered({ status: 200, body: unit.repeat(most + 1) });
    expect([response.statusCode, metrics[0]?.status]).toEqual([500, 500]);
    expect(lines).toMatchObject([
      {
        error: {
          message: expect.stringMatching(
            /^doThing answered 200 with a response of 62915\d\d bytes; Lambda takes 6291556 at most$/,
          ),
        },
      },
    ]);
  });

  it('is that of the JSON text which the runtime makes of it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        const response = { statusCode: 200, headers: { a: 'b' }, body };

        expect(responseBytes(response)).toBe(new TextEncoder().encode(JSON.stringify(response)).length);
      }),
    );
  });
});
