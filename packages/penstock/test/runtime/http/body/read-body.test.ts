import { describe, expect, it } from '@jest/globals';
import { jsonBody } from '../../../../runtime/http/body/json-body.ts';
import { readBody } from '../../../../runtime/http/body/read-body.ts';
import type { EventOptions } from '../../../../testkit/operation-runtime.ts';
import { validator } from '../../contract.ts';
import { run } from '../../run-operation.ts';

const requestBody = { required: true, mediaType: 'application/json', read: jsonBody, validate: validator(() => true) };
const sent = (body: string | null, type: string | undefined = 'application/json', over: EventOptions = {}) => ({
  body,
  headers: { ...(type !== undefined && { 'Content-Type': type }) },
  ...over,
});
const read = (event: EventOptions, over: object = {}) =>
  run({ contract: { requestBody: { ...requestBody, ...over } }, event });
const outcome = async (event: EventOptions, over: object = {}) => {
  const { code, json } = await read(event, over);
  return [code, json.detail];
};

describe('the body of a request', () => {
  it.each([
    ['as text', sent('{"a":"é"}')],
    ['as bytes', sent(Buffer.from('{"a":"é"}').toString('base64'), 'application/json', { base64: true })],
    ['in UTF-8, said', sent('{"a":"é"}', 'application/json; charset=UTF-8')],
  ])('is read %s', async (_case, event) => {
    expect((await read(event)).seen?.body).toEqual({ a: 'é' });
  });

  it.each([
    ['another type', 'text/plain'],
    ['no type', ''],
    ['another charset', 'application/json; charset=latin1'],
    ['what is no type', 'json'],
  ])('fails with %s', async (_case, type) => {
    const { code, json, headers } = await read(sent('{}', type));

    expect([code, json.detail, headers.Accept]).toEqual([
      'unsupported-media-type',
      'Send the body as application/json in UTF-8.',
      'application/json',
    ]);
  });

  it('fails without a type', async () => {
    expect((await read({ body: '{}' })).code).toBe('unsupported-media-type');
  });

  it.each([
    ['empty', sent('')],
    ['missing', sent(null)],
    ['missing, and so its type', { body: null }],
  ])('fails when it is required and %s', async (_case, event) => {
    expect(await outcome(event)).toEqual(['malformed-json', 'The body is empty; doThing needs a JSON document.']);
  });

  it('may be missing where it is not required, but of its type', async () => {
    expect(await read({ body: null }, { required: false })).toMatchObject({ status: 200, seen: { body: undefined } });
    expect((await read(sent('', 'text/plain'), { required: false })).code).toBe('unsupported-media-type');
  });

  it('fails where there is none in the contract', async () => {
    const { code, json } = await run({ event: sent('{}') });

    expect([code, json.detail]).toEqual(['bad-request', 'doThing takes no body; send none.']);
    expect((await run({ event: sent('') })).status).toBe(200);
  });

  it('has 64 KiB at most', async () => {
    const text = (bytes: number) => sent(JSON.stringify('x'.repeat(bytes - 2)));

    expect((await read(text(65_536))).status).toBe(200);
    expect(await outcome(text(65_537))).toEqual([
      'payload-too-large',
      'The body has 65537 bytes; at most 65536 are allowed.',
    ]);
  });

  it('has a limit that may be another', () => {
    const context = {
      contract: { operationId: 'doThing', requestBody },
      event: { ...sent('[1]'), isBase64Encoded: false },
    };

    expect(() => readBody(context as never, 2)).toThrow('at most 2 are allowed');
  });

  it('fails when it is no UTF-8', async () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22]).toString('base64');

    expect(await outcome(sent(bytes, 'application/json', { base64: true }))).toEqual([
      'malformed-json',
      'The body is not valid UTF-8.',
    ]);
  });

  it('fails with a byte order mark, which JSON does not have', async () => {
    expect((await read(sent('\ufeff{}'))).code).toBe('malformed-json');
  });

  it.each([
    ['with the place', '{"a":1 x}', 'The body is not valid JSON at character 8.'],
    ['with the place, however far', '{"abcdefghi":1 x}', 'The body is not valid JSON at character 16.'],
    ['without one where the engine has none', '{"a":', 'The body is not valid JSON.'],
  ])('fails when it is no JSON, %s', async (_case, text, detail) => {
    expect(await outcome(sent(text))).toEqual(['malformed-json', detail]);
  });

  const findings = (...paths: string[]) =>
    Object.assign(() => false, {
      errors: paths.map((instancePath) => ({ instancePath, keyword: 'type', params: { type: 'string' } })),
    });
  it.each([
    ['one place', ['/a']],
    ['2 places', ['/a', '/b']],
  ])('fails when it breaks its schema in %s', async (places, paths) => {
    const { status, code, json } = await read(sent('{}'), { validate: findings(...paths) });

    expect([status, code, json.detail]).toEqual([
      422,
      'validation',
      `The body does not fit the contract in ${places}; see errors.`,
    ]);
    expect(json.errors).toEqual(paths.map((path) => ({ pointer: `#${path}`, detail: 'must be a string' })));
  });

  it.each(['\\ud800', '\\uD800', '\\udFFF', '\\uDfff', '\\uDBFF', '\\uDC00'])(
    'fails with half a pair, written as %s',
    async (half) => {
      const { status, json } = await read(sent(`{"a":[1,null,"${half}"]}`));

      expect([status, json.errors.map(({ pointer }: { pointer: string }) => pointer)]).toEqual([422, ['#/a/2']]);
    },
  );

  it.each(['gzip', 'identity, gzip', 'identityx', 'x identity'])('fails with the coding %s', async (coding) => {
    const event = sent('{}', 'application/json', {
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': coding },
    });
    const { status, code, json, headers } = await read(event);

    expect([status, code, json.detail, headers['Accept-Encoding']]).toEqual([
      415,
      'unsupported-media-type',
      'Send the body as it is, with no Content-Encoding.',
      'identity',
    ]);
  });

  it.each(['identity', ' Identity , identity', '', ', '])('may have the coding %j, which is none', async (coding) => {
    const event = sent('{}', 'application/json', {
      headers: { 'Content-Type': 'application/json', 'Content-Encoding': coding },
    });

    expect((await read(event)).status).toBe(200);
  });

  it('needs no coding where there is no body', async () => {
    const event = { body: null, headers: { 'Content-Encoding': 'gzip' } };

    expect((await read(event, { required: false })).status).toBe(200);
  });

  it('fails with a member that is there twice', async () => {
    const { json } = await read(sent('{"a":[{"b":1,"b":2}]}'));

    expect(json).toMatchObject({
      detail: 'The body names a member of an object twice; see errors.',
      errors: [{ pointer: '#/a/0/b', detail: 'is there more than once' }],
    });
  });

  it.each([
    ['{}', undefined],
    ['{"a":1}', { a: 1 }],
    ['[]', []],
    ['null', null],
    ['""', ''],
  ])('where it is not required may be %s, which a handler sees as %j', async (text, value) => {
    expect((await read(sent(text), { required: false })).seen?.body).toEqual(value);
  });

  it('may have whole pairs, written in any way', async () => {
    expect((await read(sent('["\\ud83c\\udf81","\\uD83C\\uDF81","🎁","\\ue000"]'))).seen?.body).toEqual([
      '🎁',
      '🎁',
      '🎁',
      '\ue000',
    ]);
  });
});
