import { beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { invalidity } from 'penstock/runtime/queue/message';
import { eventValidators } from '../../../functions/generated/events.ts';
import { orderEvent } from '../../../functions/orders/application/order-event.ts';
import { expectProblem, ordersApi } from './api.ts';
import { anyDraft, draft } from './support.ts';

let api: ReturnType<typeof ordersApi>;
beforeEach(() => {
  api = ordersApi();
});

describe('placing an order', () => {
  it('answers with the order, its address and its version', async () => {
    const answer = await api.create();

    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
      id: expect.stringMatching(/^ord_[0-9a-hjkmnp-tv-z]{26}$/),
      status: 'pending',
      currency: 'EUR',
      total: 2500,
      items: draft.items,
      reference: 'PO-1001',
      version: 1,
      createdAt: expect.stringMatching(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/),
      updatedAt: answer.json.createdAt,
    });
    expect(answer.headers).toEqual({
      'Cache-Control': 'no-store',
      'Content-Type': 'application/json',
      ETag: '"1"',
      Deprecation: expect.any(String),
      Sunset: expect.any(String),
      Link: expect.any(String),
      Location: `/dev/v1/orders/${answer.json.id}`,
      'X-Content-Type-Options': 'nosniff',
      'X-Correlation-Id': expect.any(String),
    });
  });

  it('stores the correlation id', async () => {
    const { json } = await api.create(draft, { headers: { 'X-Correlation-Id': 'order-7/a' } });

    expect(api.records.get(`acme#${json.id}`)?.correlationId).toBe('order-7/a');
  });

  it('stores nothing that its event could not carry, whatever headers come with it', async () => {
    const trace = '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';
    const anyText = fc.oneof(fc.string({ maxLength: 40 }), fc.string({ minLength: 500, maxLength: 2000 }));
    const anyTraceparent = fc.oneof(
      anyText,
      fc.constant(`00-${trace}`),
      fc
        .tuple(fc.constantFrom('00', '01', 'fe', 'ff'), anyText)
        .map(([version, tail]) => `${version}-${trace}-${tail}`),
    );
    const anyCorrelation = fc.oneof(anyText, fc.stringMatching(/^[A-Za-z0-9._:/+=@-]{1,130}$/));
    const anyRequest = fc.record(
      {
        headers: fc.record({ traceparent: anyTraceparent, 'X-Correlation-Id': anyCorrelation }, { requiredKeys: [] }),
        requestId: anyText,
      },
      { requiredKeys: ['headers'] },
    );
    let accepted = 0;

    await fc.assert(
      fc.asyncProperty(anyDraft, anyRequest, async (order, request) => {
        const { status, json } = await api.create(order, request);
        if (status !== 201) return expect(json.errors).toMatchObject([{ parameter: 'X-Correlation-Id' }]);
        accepted += 1;
        const record = api.records.get(`acme#${json.id}`);
        const event = record && orderEvent(record);
        expect(event && invalidity(eventValidators[event.type], event)).toBeUndefined();
        return expect(event?.type).toBe('orders.order.placed.v1');
      }),
    );
    expect(accepted).toBeGreaterThan(10);
  });

  it('takes a body in base64', async () => {
    const body = Buffer.from(JSON.stringify(draft)).toString('base64');

    expect((await api.create(body, { base64: true })).status).toBe(201);
  });
});

describe('placing an order again', () => {
  it.each([
    ['the same key', 'k-1', 'k-1'],
    ['the quoted form of the key', 'k-1', '"k-1"'],
    ['the bare form of the key', '"a\\"b"', 'a"b'],
  ])('with %s gives the first answer', async (_case, key, again) => {
    const first = await api.create(draft, { headers: { 'Idempotency-Key': key } });

    const second = await api.create(draft, { headers: { 'Idempotency-Key': again } });

    expect({ ...second, headers: {} }).toEqual({ ...first, headers: {} });
    expect(first.headers).not.toHaveProperty('Idempotent-Replayed');
    expect(second.headers).toMatchObject({
      'Idempotent-Replayed': 'true',
      ETag: first.headers.ETag,
      Location: first.headers.Location,
    });
    expect(api.records.size).toBe(1);
  });

  it('gives the first answer whatever became of the order', async () => {
    const headers = { 'Idempotency-Key': 'k-1' };
    const first = await api.create(draft, { headers });
    await api.patch(first.json.id, { reference: null, items: [{ sku: 'Z', quantity: 1, unitPrice: 1 }] });
    await api.cancel(first.json.id);

    expect((await api.create(draft, { headers })).text).toBe(first.text);
  });

  it('does not mind the order of members', async () => {
    const headers = { 'Idempotency-Key': 'k-1' };
    const { currency, items, reference } = draft;
    await api.create({ currency, items, reference }, { headers });

    expect((await api.create({ reference, items, currency }, { headers })).headers).toMatchObject({
      'Idempotent-Replayed': 'true',
    });
  });

  it('answers one of many at once without the replay header', async () => {
    const headers = { 'Idempotency-Key': 'k-1' };
    const answers = await Promise.all([...Array(50)].map(() => api.create(draft, { headers })));

    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
    expect(answers.filter((answer) => answer.headers['Idempotent-Replayed'] === 'true')).toHaveLength(49);
  });

  it('fails with another request under the same key', async () => {
    const headers = { 'Idempotency-Key': 'k-1' };
    await api.create(draft, { headers });

    expectProblem(await api.create({ ...draft, currency: 'USD' }, { headers }), 422, 'idempotency-key-reused');
  });

  it('is another order for another tenant', async () => {
    const headers = { 'Idempotency-Key': 'k-1' };
    const mine = await api.create(draft, { headers });
    const theirs = await api.create(draft, { headers, caller: callerOf('globex') });

    expect(theirs.status).toBe(201);
    expect(theirs.headers).not.toHaveProperty('Idempotent-Replayed');
    expect(theirs.json.id).not.toBe(mine.json.id);
  });

  it('may follow a refused request under the same key', async () => {
    const headers = { 'Idempotency-Key': 'k-1' };
    expectProblem(await api.create({ ...draft, items: [] }, { headers }), 422, 'validation');

    expect((await api.create(draft, { headers })).status).toBe(201);
  });
});

describe('what is not an order', () => {
  it('fails with every finding and its place', async () => {
    const answer = await api.create({ currency: 'EUX', items: [{ sku: 'a b', quantity: 0 }, 7], more: true });

    expectProblem(answer, 422, 'validation');
    expect(answer.json.errors).toEqual(
      expect.arrayContaining([
        { pointer: '#/currency', detail: expect.stringContaining('must be one of') },
        { pointer: '#/items/0/sku', detail: expect.stringContaining('must match') },
        { pointer: '#/items/0/quantity', detail: 'must be 1 or more' },
        { pointer: '#/items/0/unitPrice', detail: 'is required' },
        { pointer: '#/items/1', detail: 'must be an object' },
        { pointer: '#/more', detail: 'is not a known member' },
      ]),
    );
  });

  it.each([
    ['no JSON', '{"currency":', 'malformed-json', 400],
    ['no body', '', 'malformed-json', 400],
    ['a byte order mark', `\ufeff${JSON.stringify(draft)}`, 'malformed-json', 400],
    ['null', 'null', 'validation', 422],
    ['a list nested 30,000 deep', '['.repeat(30_000) + ']'.repeat(30_000), 'validation', 422],
    ['a member __proto__', JSON.stringify(draft).replace('{', '{"__proto__":{"a":1},'), 'validation', 422],
    ['half a surrogate pair', JSON.stringify({ ...draft, reference: 'X' }).replace('X', '\\ud800'), 'validation', 422],
    ['U+FFFF', JSON.stringify({ ...draft, reference: 'a\uffff' }), 'validation', 422],
    ['U+FFFE as an escape', JSON.stringify({ ...draft, reference: 'X' }).replace('X', '\\uFFFE'), 'validation', 422],
    ['a member named twice', JSON.stringify(draft).replace('{', '{"currency":"USD",'), 'malformed-json', 400],
    ['over 64 KiB', JSON.stringify({ ...draft, reference: 'é'.repeat(40_000) }), 'payload-too-large', 413],
  ])('fails for %s', async (_case, body, code, status) => {
    expectProblem(await api.create(body), status, code);
    expect(api.records.size).toBe(0);
  });

  it('fails for bytes that are not UTF-8', async () => {
    const body = Buffer.concat([Buffer.from('{"reference":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);

    expectProblem(await api.create(body.toString('base64'), { base64: true }), 400, 'malformed-json');
  });

  it('counts the bytes that base64 stands for', async () => {
    const padded = (size: number) => Buffer.from(JSON.stringify(draft).padEnd(size)).toString('base64');

    expect((await api.create(padded(64 * 1024), { base64: true })).status).toBe(201);
    expectProblem(await api.create(padded(64 * 1024 + 1), { base64: true }), 413, 'payload-too-large');
  });

  it.each(['text/plain', 'application/json; charset=latin1', 'application/merge-patch+json', 'nonsense', ''])(
    'fails for the Content-Type %j',
    async (type) => {
      const answer = await api.create(draft, { headers: { 'Content-Type': type } });

      expectProblem(answer, 415, 'unsupported-media-type');
      expect(answer.headers.Accept).toBe('application/json');
    },
  );

  it.each(['Application/JSON', 'application/json; charset="UTF-8"', 'application/json;charset=utf-8'])(
    'takes the Content-Type %j',
    async (type) => {
      expect((await api.create(draft, { headers: { 'Content-Type': type } })).status).toBe(201);
    },
  );

  it.each([
    ['empty', ''],
    ['empty in quotes', '""'],
    ['256 characters long', 'k'.repeat(256)],
    ['with a control character', 'a\u0001'],
    ['sent twice', ['a', 'b']],
  ])('fails for a key that is %s', async (_case, key) => {
    const answer = await api.create(draft, { headers: { 'Idempotency-Key': key } });

    expectProblem(answer, 400, 'idempotency-key-invalid');
    expect(answer.json.errors).toEqual([{ parameter: 'Idempotency-Key', detail: expect.any(String) }]);
  });

  it.each([
    ['an expired token', { exp: '1' }, 401, 'unauthorized'],
    ['a token without an end', { exp: undefined }, 401, 'unauthorized'],
    ['no tenant', { tenant: undefined }, 401, 'unauthorized'],
    ['a missing scope', { scope: 'orders:read' }, 403, 'forbidden'],
    ['a scope that only begins alike', { scope: 'orders:writer' }, 403, 'forbidden'],
  ])('fails for %s', async (_case, over, status, code) => {
    const answer = await api.create(draft, { caller: { ...callerOf('acme'), ...over } });

    expectProblem(answer, status, code);
    expect(answer.headers['WWW-Authenticate']).toMatch(/^Bearer realm="penstock", error="/);
  });

  it('fails for no authorizer context at all', async () => {
    expectProblem(await api.create(draft, { caller: null }), 401, 'unauthorized');
  });

  it('fails for a correlation id beyond the contract, and echoes its own', async () => {
    const answer = await api.create(draft, { headers: { 'X-Correlation-Id': 'a b' } });

    expectProblem(answer, 400, 'invalid-parameter');
    expect(`urn:uuid:${answer.json.correlationId}`).toBe(answer.json.instance);
  });

  it('fails for an unknown query parameter', async () => {
    const answer = await api.create(draft, { query: { dryRun: 'true' } });

    expectProblem(answer, 400, 'invalid-parameter');
    expect(answer.json.errors).toEqual([{ parameter: 'dryRun', detail: 'is not a parameter of this operation' }]);
  });
});

const callerOf = (tenant: string): Record<string, unknown> => ({
  principalId: tenant,
  tenant,
  plan: 'free',
  scope: 'orders:read orders:write',
  exp: String(Math.floor(Date.now() / 1000) + 60),
});
