import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { cancel, expectProblem, newOrder, patch, place, placed } from '../../support/orders.ts';
import { cloud, token } from './stage.ts';

const unknown = '/v1/orders/ord_00000000000000000000000000';
const jsonType = { 'content-type': 'application/json' };

describe('a body', () => {
  it.each(['{', '', '{"currency":"EUR",}', "{'a':1}", '\u{feff}{}', 'null x', Buffer.from([0x7b, 0xff, 0x7d])])(
    'fails with 400 when it is not JSON: %j',
    async (body) => {
      expectProblem(await place(cloud, token, { headers: jsonType, body }), 400);
    },
  );

  it('fails with 422 and every finding at its pointer', async () => {
    const body = {
      currency: 'EURO',
      items: [
        { sku: 'abc', quantity: 0, unitPrice: 1.5 },
        { sku: 'OK', quantity: 10_001 },
      ],
      surprise: true,
    };
    const answer = await place(cloud, token, { body });
    expectProblem(answer, 422, 'validation');
    const errors = answer.json.errors as { pointer: string; detail: string }[];
    expect(errors.map(({ pointer }) => pointer).sort()).toEqual([
      '#/currency',
      '#/items/0/quantity',
      '#/items/0/sku',
      '#/items/0/unitPrice',
      '#/items/1/quantity',
      '#/items/1/unitPrice',
      '#/surprise',
    ]);
    expect(errors.every(({ detail }) => detail.length > 0)).toBe(true);
  });

  it.each([
    ['null', null],
    ['an array', []],
    ['a string', '"EUR"'],
    ['no items', { ...newOrder, items: [] }],
    ['101 items', { ...newOrder, items: Array.from({ length: 101 }, () => newOrder.items[0]) }],
    ['an empty reference', { ...newOrder, reference: '' }],
    ['a quantity as a string', { ...newOrder, items: [{ sku: 'A', quantity: '1', unitPrice: 1 }] }],
    ['an unknown currency', { ...newOrder, currency: 'XXX' }],
    ['a prototype in disguise', '{"__proto__":{"admin":true},"currency":"EUR","items":[]}'],
  ])('fails with 422 when it is %s', async (_, body) => {
    const payload = typeof body === 'string' ? body : JSON.stringify(body);
    expectProblem(await place(cloud, token, { headers: jsonType, body: payload }), 422, 'validation');
  });

  it.each(['text/plain', 'application/xml', 'application/merge-patch+json', 'application/json; charset=latin1', ''])(
    'fails with 415 under Content-Type %j',
    async (type) => {
      const headers = { 'content-type': type };
      expectProblem(
        await place(cloud, token, { headers, body: JSON.stringify(newOrder) }),
        415,
        'unsupported-media-type',
      );
    },
  );

  it.each(['application/json; charset=utf-8', 'Application/JSON'])('is taken under Content-Type %j', async (type) => {
    const headers = { 'content-type': type };
    expect((await place(cloud, token, { headers, body: JSON.stringify(newOrder) })).status).toBe(201);
  });

  it.each([[65_537], [200_000]])('fails with 413 when it has %d bytes', async (bytes) => {
    const body = JSON.stringify(newOrder).padEnd(bytes);
    expectProblem(await place(cloud, token, { headers: jsonType, body }), 413, 'payload-too-large');
  });

  it('is taken at exactly 64 KiB', async () => {
    const body = JSON.stringify(newOrder).padEnd(65_536);
    expect((await place(cloud, token, { headers: jsonType, body })).status).toBe(201);
  });
});

describe('a query', () => {
  it.each([
    'limit=0',
    'limit=101',
    'limit=ten',
    'limit=1e1',
    'limit=',
    'limit=1&limit=2',
    'status=lost',
    'colour=red',
    'cursor=nonsense',
    'cursor=',
    'cursor=eyJ2IjoxfQ',
    '__proto__=1',
  ])('fails with 400: %s', async (query) => {
    const answer = await cloud.call('GET', `/v1/orders?${query}`, { token });
    expectProblem(answer, 400);
    expect(JSON.stringify(answer.json)).toContain(query.split('=')[0]);
  });

  it('fails with 400 for a cursor of another tenant or of another filter', async () => {
    await placed(cloud, token);
    await placed(cloud, token);
    const page = await cloud.call('GET', '/v1/orders?limit=1', { token });
    const cursor = String(page.json.nextCursor);
    const foreign = await cloud.token('acme');
    expectProblem(await cloud.call('GET', `/v1/orders?cursor=${cursor}`, { token: foreign }), 400);
    expectProblem(await cloud.call('GET', `/v1/orders?cursor=${cursor}&status=pending`, { token }), 400);
    expect((await cloud.call('GET', `/v1/orders?cursor=${cursor}`, { token })).status).toBe(200);
  });

  it('fails with 400 on an operation that takes none', async () => {
    expectProblem(await cloud.call('GET', '/health?verbose=1'), 400);
  });
});

describe('an Idempotency-Key', () => {
  it('fails with 400 when it is missing, by the gateway, with no call of the function', async () => {
    const before = cloud.invocations.length;
    expectProblem(await cloud.call('POST', '/v1/orders', { token, body: newOrder }), 400);
    expect(cloud.invocations.slice(before).filter((name) => name.includes('createOrder'))).toEqual([]);
  });

  it.each([
    ['empty', ''],
    ['blank', '   '],
    ['empty in quotes', '""'],
    ['256 characters', 'k'.repeat(256)],
    ['256 characters in quotes', `"${'k'.repeat(256)}"`],
    ['a tab', 'a\tb'],
    ['a control character in quotes', '"a\tb"'],
    ['not ASCII', 'clé'],
    ['an open quote', '"open'],
    ['an unknown escape', '"a\\b"'],
    ['two keys', ['one', 'two']],
  ])('fails with 400 when it is %s', async (_, key) => {
    expectProblem(await place(cloud, token, { headers: { 'idempotency-key': key } }), 400);
  });

  it('is taken at 255 characters', async () => {
    const headers = { 'idempotency-key': randomUUID().padEnd(255, 'k') };
    expect((await place(cloud, token, { headers })).status).toBe(201);
  });
});

describe('an order', () => {
  it.each([
    ['an unknown route', 'GET', '/v3/orders'],
    ['the root', 'GET', '/'],
    ['a trailing slash', 'GET', '/v1/orders/'],
    ['an unknown order', 'GET', unknown],
    ['an id that cannot be', 'GET', '/v1/orders/nonsense'],
    ['an encoded path', 'GET', '/v1/orders/..%2f..%2fhealth'],
  ])('fails with 404 at %s', async (_, method, path) => {
    expectProblem(await cloud.call(method, path, { token }), 404, 'not-found');
  });

  it("fails with 404 when it is another tenant's, to read, change and cancel", async () => {
    const { id } = await placed(cloud, token);
    const stranger = await cloud.token('acme');
    expectProblem(await cloud.call('GET', `/v1/orders/${id}`, { token: stranger }), 404, 'not-found');
    expectProblem(await patch(cloud, stranger, id, { reference: 'X' }), 404, 'not-found');
    expectProblem(await cancel(cloud, stranger, id), 404, 'not-found');
    expect((await cloud.call('GET', `/v1/orders/${id}`, { token })).json).toMatchObject({ version: 1 });
  });

  it('fails with 428 without If-Match, and with 412 when it is stale', async () => {
    const { id } = await placed(cloud, token);
    const bare = await cloud.call('PATCH', `/v1/orders/${id}`, {
      token,
      headers: { 'content-type': 'application/merge-patch+json' },
      body: '{"reference":"X"}',
    });
    expectProblem(bare, 428, 'precondition-required');
    for (const etag of ['"2"', '"0"', 'W/"1"', '"x"']) {
      const stale = await patch(cloud, token, id, { reference: 'X' }, { headers: { 'if-match': etag } });
      expectProblem(stale, 412, 'precondition-failed');
    }
  });

  it.each([
    ['application/json', '{"reference":"X"}', 415],
    ['application/merge-patch+json', '{}', 422],
    ['application/merge-patch+json', '{"items":null}', 422],
    ['application/merge-patch+json', '{"status":"paid"}', 422],
    ['application/merge-patch+json', '{"items":[]}', 422],
    ['application/merge-patch+json', '[', 400],
  ])('fails a patch of type %s with body %s with %d', async (type, body, status) => {
    const { id } = await placed(cloud, token);
    expectProblem(await patch(cloud, token, id, body, { headers: { 'content-type': type } }), status);
  });

  it('fails with 409 in the wrong state, to change and to cancel again', async () => {
    const { id } = await placed(cloud, token);
    await cancel(cloud, token, id);
    expectProblem(
      await patch(cloud, token, id, { reference: 'X' }, { headers: { 'if-match': '"2"' } }),
      409,
      'invalid-state',
    );
    expectProblem(await cancel(cloud, token, id), 409, 'invalid-state');
  });
});

describe('a correlation id', () => {
  it.each([['k'.repeat(129)], ['with space'], ['<script>']])('fails with 400 when it is %j', async (id) => {
    const answer = await cloud.call('GET', '/health', { headers: { 'x-correlation-id': id } });
    expectProblem(answer, 400, 'invalid-parameter');
    expect(answer.headers['x-correlation-id']).not.toBe(id);
  });
});
