import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { encodeCursor } from '../../../packages/penstock/runtime/http/cursor.ts';
import { cancel, expectProblem, newOrder, place, placed } from '../../support/orders.ts';
import { cloud, token } from './stage.ts';

const jsonType = { 'content-type': 'application/json' };
const send = (body: string | Buffer, headers: Record<string, string> = {}) =>
  place(cloud, token, { body, headers: { ...jsonType, ...headers } });
const orderWith = (reference: string) => JSON.stringify({ ...newOrder, reference });

describe('the characters of a body', () => {
  it.each([
    ['\uffff', 'U+FFFF'],
    ['gift \ufffe', 'U+FFFE'],
  ])('fail with 422 and a pointer where SQS would refuse them: %j', async (reference, name) => {
    const answer = await send(orderWith(reference));

    expectProblem(answer, 422, 'validation');
    expect(answer.json.errors).toEqual([
      { pointer: '#/reference', detail: expect.stringMatching(`^has ${name.replace('+', '\\+')}, .*SQS`) },
    ]);
  });

  it('fail as escapes too, and in a name', async () => {
    expectProblem(await send(orderWith('X').replace('X', '\\uFFFF')), 422, 'validation');
    const answer = await send(orderWith('X').replace('{', '{"\\uffff":1,'));
    expectProblem(answer, 422, 'validation');
    expect(answer.json.errors).toContainEqual({
      pointer: '#/%EF%BF%BF',
      detail: expect.stringContaining('U+FFFF'),
    });
  });

  it.each([
    'gift 🎁',
    '👩‍👩‍👧‍👦',
    'e\u0301 é',
    '\u202eabc',
    '\u0000\u0007',
    '\ufffd',
    '\ufdd0',
    '\u{1fffe}',
    '\u{10ffff}',
  ])('come back byte for byte: %j', async (reference) => {
    const { id, json } = await placed(cloud, token, { body: { ...newOrder, reference } });
    const read = await cloud.call('GET', `/v1/orders/${id}`, { token });

    expect([json.reference, read.json.reference]).toEqual([reference, reference]);
  });
});

describe('the bytes of a body', () => {
  it('fail with 400 where they are no UTF-8, so that no two requests become one', async () => {
    const key = { 'idempotency-key': randomUUID() };
    const [before, after] = orderWith('X')
      .split('X')
      .map((text) => Buffer.from(text)) as [Buffer, Buffer];
    const withByte = (byte: number) => Buffer.concat([before, Buffer.from([byte]), after]);

    expectProblem(await send(withByte(0xff), key), 400, 'malformed-json');
    expectProblem(await send(withByte(0xfe), key), 400, 'malformed-json');
    expect((await send(orderWith('\ufffd'), key)).status).toBe(201);
  });

  it.each(['Application/JSON', 'application/json ; charset=utf-8', 'APPLICATION/JSON'])(
    'are looked at however the type is spelled: %s',
    async (type) => {
      expectProblem(await send(Buffer.from([0x7b, 0xff, 0x7d]), { 'content-type': type }), 400, 'malformed-json');
    },
  );

  it('fail with 400 for a byte order mark', async () => {
    expectProblem(await send(`\ufeff${orderWith('X')}`), 400, 'malformed-json');
  });

  it.each(['{"currency":"USD",', '{"\\u0063urrency":"EUR",'])(
    'fail with 400 for a member named twice: %s',
    async (start) => {
      const answer = await send(orderWith('X').replace('{', start));

      expectProblem(answer, 400, 'malformed-json');
      expect(answer.json.errors).toEqual([{ pointer: '#/currency', detail: 'is there more than once' }]);
    },
  );

  it('fail with 415 under a Content-Encoding, and say that they are taken as they are', async () => {
    const answer = await send(orderWith('X'), { 'content-encoding': 'gzip' });

    expectProblem(answer, 415, 'unsupported-media-type');
    expect(answer.headers['accept-encoding']).toBe('identity');
    expect((await send(orderWith('X'), { 'content-encoding': 'identity' })).status).toBe(201);
  });
});

describe('a method', () => {
  const order = '/v1/orders/ord_00000000000000000000000000';

  it.each([
    ['DELETE', '/v1/orders', 'POST, GET, HEAD, OPTIONS'],
    ['PUT', order, 'GET, HEAD, PATCH, OPTIONS'],
    ['GET', `${order}/cancellation`, 'POST, OPTIONS'],
    ['HEAD', `${order}/cancellation`, 'POST, OPTIONS'],
    ['POST', '/health', 'GET, HEAD, OPTIONS'],
  ])('fails with 405 where it is not declared: %s %s', async (method, path, allow) => {
    const answer = await cloud.call(method, path, { token });

    if (method !== 'HEAD') expectProblem(answer, 405, 'method-not-allowed');
    expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
  });

  it.each(['text/plain;charset=UTF-8', 'application/x-www-form-urlencoded', 'application/merge-patch+json'])(
    'fails with 405 whatever its content: %s',
    async (type) => {
      const call = { token, body: '{"statusCode":200}', headers: { 'content-type': type, accept: 'text/html, */*' } };
      expectProblem(await cloud.call('PUT', '/v1/orders', call), 405, 'method-not-allowed');
    },
  );

  it('fails with 404 on a path that there is not, whatever it is', async () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS', 'DELETE']) {
      const answer = await cloud.call(method, '/v1/nothing', { token });
      expect([method, answer.status]).toEqual([method, 404]);
    }
  });

  it.each([
    ['/v1/orders', 'POST, GET, HEAD, OPTIONS'],
    ['/health', 'GET, HEAD, OPTIONS'],
  ])('OPTIONS says what %s takes', async (path, allow) => {
    const answer = await cloud.call('OPTIONS', path);

    expect([answer.status, answer.headers.allow, answer.text]).toEqual([204, allow, '']);
  });

  it('HEAD answers as GET does, without the content', async () => {
    const { id } = await placed(cloud, token);
    for (const path of ['/health', '/v1/orders?limit=1', `/v1/orders/${id}`, '/v1/webhook-endpoints']) {
      const get = await cloud.call('GET', path, { token });
      const head = await cloud.call('HEAD', path, { token });

      expect([path, head.status, head.text]).toEqual([path, 200, '']);
      for (const name of ['content-type', 'content-length', 'etag', 'link', 'cache-control']) {
        expect([name, head.headers[name]]).toEqual([name, get.headers[name]]);
      }
    }
  });

  it('HEAD is refused as GET is', async () => {
    const { id, headers } = await placed(cloud, token);
    const path = `/v1/orders/${id}`;
    const writer = await cloud.token('globex', 'orders:write');

    expect((await cloud.call('HEAD', path)).status).toBe(401);
    expect((await cloud.call('HEAD', path, { token: writer })).status).toBe(403);
    expect((await cloud.call('HEAD', order, { token })).status).toBe(404);
    const held = { 'if-none-match': String(headers.etag) };
    expect((await cloud.call('HEAD', path, { token, headers: held })).status).toBe(304);
  });
});

describe('a header', () => {
  it('Idempotency-Key is the same key with parameters', async () => {
    const first = await placed(cloud, token, { headers: { 'idempotency-key': '"bytes-1"' } });
    const again = await placed(cloud, token, { headers: { 'idempotency-key': '"bytes-1";p=1; q' } });

    expect(again.id).toBe(first.id);
    expectProblem(await send(orderWith('X'), { 'idempotency-key': '"bytes-1";P' }), 400, 'idempotency-key-invalid');
  });

  it('traceparent of a later version may be long, and If-None-Match may list many', async () => {
    const traceparent = `cc-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-${'x'.repeat(3000)}`;
    const { id } = await placed(cloud, token, { headers: { traceparent } });
    const tags = Array.from({ length: 400 }, (_, index) => `"${400 - index}"`).join(', ');
    const answer = await cloud.call('GET', `/v1/orders/${id}`, { token, headers: { 'if-none-match': tags } });

    expect(answer.status).toBe(304);
  });
});

describe('a request that says the same', () => {
  it('is one cancellation, without a body and with an empty one', async () => {
    const { id } = await placed(cloud, token);
    const key = randomUUID();
    const first = await cancel(cloud, token, id, key);
    const again = await cloud.call('POST', `/v1/orders/${id}/cancellation`, {
      token,
      headers: { 'idempotency-key': key },
      body: {},
    });

    expect([first.status, again.status, again.headers['idempotent-replayed']]).toEqual([200, 200, 'true']);
    expect(again.text).toBe(first.text);
  });
});

describe('a cursor', () => {
  const endpoint = 'whe_00000000000000000000000000';

  it.each([
    ['/v1/orders', ['globex', null], ''],
    ['/v1/orders', ['globex', null], '#'],
    ['/v1/orders', ['globex', null], 'ord_00000000000000000000000000'],
    ['/v1/webhook-endpoints', ['globex'], ''],
    [`/v1/webhook-endpoints/${endpoint}/deliveries`, ['globex', endpoint], ''],
  ])('fails with 400 when its check is right and its position is none: %s', async (path, scope, position) => {
    const answer = await cloud.call('GET', `${path}?cursor=${encodeCursor(position, { scope })}`, { token });

    expectProblem(answer, 400, 'invalid-parameter');
  });
});
