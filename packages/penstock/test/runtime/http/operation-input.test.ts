import { describe, expect, it } from '@jest/globals';
import { jsonBody } from '../../../runtime/http/body/json-body.ts';
import type { OperationContract } from '../../../runtime/operation-contract.ts';
import type { EventOptions } from '../../../testkit/operation-runtime.ts';
import { parameter, validator } from '../contract.ts';
import { ok, runOperation } from './operation-run.ts';

describe('parameters', () => {
  const read = async (parameters: OperationContract['parameters'], event: EventOptions) => {
    let seen: unknown;
    const result = await runOperation({
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
    const result = await runOperation({
      contract: {
        requestBody: { required, mediaType: 'application/json', read: jsonBody, validate: validator(() => valid) },
      },
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
