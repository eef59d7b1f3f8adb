import { describe, expect, it } from '@jest/globals';
import { formBody } from '../../../../runtime/http/body/form-body.ts';
import { jsonBody } from '../../../../runtime/http/body/json-body.ts';
import { multipartBody } from '../../../../runtime/http/body/multipart-body.ts';
import { bytesBody, textBody } from '../../../../runtime/http/body/plain-bodies.ts';
import type { BodyContract, OperationContract } from '../../../../runtime/operation-contract.ts';
import type { EventOptions } from '../../../../testkit/operation-runtime.ts';
import { validator } from '../../contract.ts';
import { run } from '../../run-operation.ts';

const anything = validator(() => true);
type RequestBody = NonNullable<OperationContract['requestBody']>;

const sent = (body: string | Uint8Array, type: string, method = 'POST'): EventOptions => ({
  body: Buffer.from(body as string).toString('base64'),
  base64: true,
  method,
  headers: { 'Content-Type': type },
});
const read = (content: BodyContract<unknown> & Partial<RequestBody>, event: EventOptions, over: object = {}) =>
  run({ contract: { requestBody: { required: true, ...content }, ...over }, event });

const multipart = (...parts: readonly string[]) =>
  `${parts.map((part) => `--b\r\nContent-Disposition: form-data; ${part}\r\n`).join('')}--b--\r\n`;
const multipartType = 'multipart/form-data; boundary="b"';

describe('a text', () => {
  const csv = { mediaType: 'text/csv', read: textBody, validate: validator((text) => text !== 'no') } as const;

  it('is read as it is', async () => {
    const { seen } = await read(csv, sent('a;é\r\n', 'text/csv; charset=utf-8'));
    expect([seen?.body, seen?.mediaType]).toEqual(['a;é\r\n', 'text/csv']);
  });

  it.each([
    ['of another charset', sent('a', 'text/csv; charset=latin1'), 'unsupported-media-type'],
    ['that is no UTF-8', sent(new Uint8Array([0xff]), 'text/csv'), 'malformed-json'],
    ['that breaks its schema', sent('no', 'text/csv'), 'validation'],
    ['that some service cannot carry', sent('\uffff', 'text/csv'), 'validation'],
    ['that is empty', sent('', 'text/csv'), 'malformed-json'],
  ])('fails: one %s', async (_, event, code) => {
    expect((await read(csv, event)).code).toBe(code);
  });
});

describe('bytes', () => {
  const image = { mediaType: 'image/*', read: bytesBody, maxBytes: 3 } as const;

  it('are read as they are, of each type in the range', async () => {
    const { seen } = await read(image, sent(new Uint8Array([0, 255, 1]), 'image/png'));
    expect([seen?.body, seen?.mediaType]).toEqual([new Uint8Array([0, 255, 1]), 'image/*']);
  });

  it.each([
    ['that are too many', sent('1234', 'image/png'), 'payload-too-large'],
    ['of another type', sent('1', 'video/mp4'), 'unsupported-media-type'],
  ])('fail: some %s', async (_, event, code) => {
    expect((await read(image, event)).code).toBe(code);
  });
});

describe('a form', () => {
  const fields = [
    { name: 'name', type: 'string' },
    { name: 'size', type: 'integer' },
    { name: 'tags', type: { array: 'string' } },
    { name: 'at', type: { members: { x: 'integer' } }, style: 'deepObject', explode: true },
    { name: 'more', type: 'json' },
  ] as const;
  const form = { mediaType: 'application/x-www-form-urlencoded', read: formBody, fields, validate: anything } as const;

  it('is an object of its fields, read as their schemas say', async () => {
    const text = 'name=J%C3%B6+S&size=3&tags=a&tags=b&at[x]=1&more=%7B%22a%22%3A1%7D&other=1';
    expect((await read(form, sent(text, form.mediaType))).seen?.body).toEqual({
      name: 'Jö S',
      size: 3,
      tags: ['a', 'b'],
      at: { x: 1 },
      more: { a: 1 },
      other: '1',
    });
  });

  it('fails with every field at its place, once', async () => {
    const validate = Object.assign((_: unknown): _ is unknown => false, {
      errors: [
        { instancePath: '', keyword: 'required', params: { missingProperty: 'size' } },
        { instancePath: '/name', keyword: 'maxLength', params: { limit: 1 } },
      ],
    });
    const { code, json } = await read({ ...form, validate }, sent('name=ab&size=x', form.mediaType));
    expect([code, json.errors]).toEqual([
      'validation',
      [
        { pointer: '#/name', detail: 'must have 1 character or fewer' },
        { pointer: '#/size', detail: 'must be an integer' },
      ],
    ]);
  });
});

describe('a form of parts', () => {
  const fields = [
    { name: 'note', type: 'string' },
    { name: 'data', type: 'json' },
    { name: 'items', type: { array: 'json' } },
    { name: 'photo', type: 'file', maxBytes: 4 },
    { name: 'pages', type: { array: 'file' }, maxBytes: 4 },
  ] as const;
  const form = {
    mediaType: 'multipart/form-data',
    read: multipartBody,
    fields,
    maxBytes: 4096,
    validate: anything,
  } as const;
  const photo = 'name="photo"; filename="a b.png"\r\nContent-Type: image/png\r\n\r\n\x89PNG'.slice(0, -1);

  it('is an object of texts and files', async () => {
    const body = multipart(
      'name="note"\r\n\r\nhé',
      'name="data"\r\nContent-Type: application/json\r\n\r\n{"a":[1]}',
      'name="pages"; filename="1"\r\n\r\none',
      'name="pages"\r\n\r\ntwo',
    );
    expect((await read(form, sent(body, multipartType))).seen?.body).toEqual({
      note: 'hé',
      data: { a: [1] },
      pages: [
        { filename: '1', mediaType: 'application/octet-stream', bytes: new Uint8Array(Buffer.from('one')) },
        { mediaType: 'application/octet-stream', bytes: new Uint8Array(Buffer.from('two')) },
      ],
    });
  });

  it.each([
    ['a part each', ['{"a":1}', '{"a":2}'], [{ a: 1 }, { a: 2 }]],
    ['the only part', ['{"a":1}'], [{ a: 1 }]],
    ['one list in JSON', ['[{"a":1},{"a":2}]'], [{ a: 1 }, { a: 2 }]],
    ['an empty list in JSON', ['[]'], []],
  ])('takes items of a list as %s', async (_, texts, items) => {
    const body = multipart(...texts.map((text) => `name="items"\r\n\r\n${text}`));
    expect((await read(form, sent(body, multipartType))).seen?.body).toEqual({ items });
  });

  it.each([
    [
      'is too long',
      multipart('name="photo"; filename="a"\r\n\r\n12345'),
      [{ pointer: '#/photo', detail: 'must have 4 bytes or fewer, and has 5' }],
    ],
    ['is there twice', multipart(photo, photo), [{ pointer: '#/photo', detail: 'may be sent only once' }]],
    [
      'nobody asked for',
      multipart('name="note"; filename="a"\r\n\r\n1'),
      [{ pointer: '#/note', detail: 'is not a file' }],
    ],
  ])('fails with a file that %s', async (_, body, errors) => {
    expect((await read(form, sent(body, multipartType))).json.errors).toEqual(errors);
  });

  it.each([
    ['a boundary', 'multipart/form-data', 'needs a boundary in its Content-Type'],
    ['a part', multipartType, 'has no part that begins with the boundary of its Content-Type'],
  ])('fails without %s', async (_, type, detail) => {
    const { code, json } = await read(form, sent('x', type));
    expect([code, json.detail]).toEqual(['bad-request', `The body of multipart/form-data ${detail}.`]);
  });

  it('asks for the same with the same bytes, whatever the boundary', async () => {
    const identities = await Promise.all(
      ['b', 'c'].map(async (boundary) => {
        const body = multipart(photo).replaceAll('--b', `--${boundary}`);
        const event = sent(body, `multipart/form-data; boundary=${boundary}`);
        const headers = { ...event.headers, 'Idempotency-Key': 'k' };
        const { seen } = await read(form, { ...event, headers }, { idempotency: 'required' });
        return seen?.identity;
      }),
    );
    expect(identities[0]?.fingerprint).toEqual(identities[1]?.fingerprint);
  });
});

describe('a body of several media types', () => {
  const several = {
    mediaType: 'application/json',
    read: jsonBody,
    validate: anything,
    others: [
      { mediaType: 'application/xml', read: textBody, validate: anything },
      { mediaType: '*/*', read: bytesBody },
    ],
  } as const;

  it.each([
    ['application/json', '{"a":1}', { a: 1 }, 'application/json'],
    ['application/xml', '<a/>', '<a/>', 'application/xml'],
    ['application/pdf', 'x', new Uint8Array([120]), '*/*'],
  ])('is read by its Content-Type: %s', async (type, body, value, mediaType) => {
    const { seen } = await read(several, sent(body, type));
    expect([seen?.body, seen?.mediaType]).toEqual([value, mediaType]);
  });

  it.each([
    ['POST', 'accept-post'],
    ['PATCH', 'accept-patch'],
  ])('is refused with what %s takes', async (method, header) => {
    const two = { ...several, others: several.others.slice(0, 1) };
    const { code, headers } = await read(two, sent('x', 'text/plain', method), { method });
    const named = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
    expect([code, named.accept, named[header]]).toEqual([
      'unsupported-media-type',
      'application/json, application/xml',
      'application/json, application/xml',
    ]);
  });
});
