import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { expectProblem, ordersApi } from './api.ts';
import { clerk, draft, newId } from './support.ts';

let api: ReturnType<typeof ordersApi>;
let id: string;
beforeEach(async () => {
  api = ordersApi();
  id = await api.created();
});
const theirs = { caller: clerk('globex') };

/** Nothing in this API pays an order yet, but its rules hold for orders that are. */
function settle(status: 'paid' | 'payment_failed'): void {
  const record = api.records.get(`acme#${id}`);
  if (record !== undefined) api.records.set(`acme#${id}`, { ...record, status, version: 2 });
}

describe('reading an order', () => {
  it('shows it with its version', async () => {
    const answer = await api.get(id);

    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ id, status: 'pending', total: 2500 });
    expect(answer.headers.ETag).toBe('"1"');
  });

  it.each(['"1"', 'W/"1"', '"7", W/"1"', '*'])('has nothing new for If-None-Match %s', async (header) => {
    const answer = await api.get(id, { headers: { 'If-None-Match': header } });

    expect(answer).toMatchObject({ status: 304, text: '', headers: { ETag: '"1"' } });
    expect(answer.headers).not.toHaveProperty('Content-Type');
  });

  it('shows it to who holds another version', async () => {
    expect((await api.get(id, { headers: { 'If-None-Match': '"2", W/"11"' } })).status).toBe(200);
  });

  it.each([
    ['an order that does not exist', newId()],
    ['an id that is none', 'ord_1'],
    ['an id with an upper case letter', `ORD_${'0'.repeat(26)}`],
    ['an id in an encoded form', 'ord%5F1'],
  ])('fails for %s', async (_case, other) => {
    expectProblem(await api.get(other), 404, 'not-found');
  });

  it("fails for another tenant's order, as if it did not exist", async () => {
    const answer = await api.get(id, theirs);
    const nobodys = await api.get(newId(), theirs);

    expectProblem(answer, 404, 'not-found');
    expect(answer.json.detail).toBe(nobodys.json.detail);
  });

  it('fails for a body', async () => {
    expectProblem(await api.get(id, { body: '{}' }), 400, 'bad-request');
  });

  it.each(['1', '"1', ''])('fails for If-None-Match %j', async (header) => {
    const answer = await api.get(id, { headers: { 'If-None-Match': header } });

    expectProblem(answer, 400, 'invalid-parameter');
    expect(answer.json.errors).toMatchObject([{ parameter: 'If-None-Match' }]);
  });
});

describe('changing an order', () => {
  it('changes the version that the caller saw', async () => {
    const answer = await api.patch(id, { reference: 'PO-2' }, { headers: { 'If-Match': '"1"' } });

    expect(answer).toMatchObject({ status: 200, headers: { ETag: '"2"' } });
    expect(answer.json).toMatchObject({ reference: 'PO-2', version: 2, total: 2500 });
    expect((await api.get(id)).text).toBe(answer.text);
  });

  it('removes the reference', async () => {
    expect((await api.patch(id, { reference: null })).json).not.toHaveProperty('reference');
  });

  it('replaces the items', async () => {
    const items = [{ sku: 'B', quantity: 1, unitPrice: 9 }];

    expect((await api.patch(id, { items })).json).toMatchObject({ items, total: 9, reference: 'PO-1001' });
  });

  it.each(['*', '"9", "1"'])('takes If-Match %s', async (header) => {
    expect((await api.patch(id, { reference: 'x' }, { headers: { 'If-Match': header } })).status).toBe(200);
  });

  it('takes the tags of repeated If-Match headers', async () => {
    expect((await api.patch(id, { reference: 'x' }, { headers: { 'If-Match': ['"9"', '"1"'] } })).status).toBe(200);
  });

  it.each(['"2"', 'W/"1"', '"abc"', '"01"', '""'])('fails for the stale If-Match %s', async (header) => {
    expectProblem(
      await api.patch(id, { reference: 'x' }, { headers: { 'If-Match': header } }),
      412,
      'precondition-failed',
    );
  });

  it('fails for a stale If-Match also when the caller chose the request id of the last change', async () => {
    const chosen = { headers: { 'If-Match': '"1"' }, requestId: randomUUID() };
    await api.patch(id, { reference: 'PO-2' }, chosen);

    expectProblem(await api.patch(id, { reference: 'PO-3' }, chosen), 412, 'precondition-failed');
  });

  it('fails without If-Match', async () => {
    expectProblem(await api.patch(id, { reference: 'x' }, { headers: {} }), 428, 'precondition-required');
  });

  it('fails for an If-Match that is not one', async () => {
    expectProblem(await api.patch(id, { reference: 'x' }, { headers: { 'If-Match': '1' } }), 400, 'invalid-parameter');
  });

  it.each([
    ['an empty patch', {}, '#'],
    ['an unknown member', { currency: 'USD' }, '#/currency'],
    ['no items', { items: [] }, '#/items'],
    ['items of null', { items: null }, '#/items'],
    ['an empty reference', { reference: '' }, '#/reference'],
  ])('fails for %s', async (_case, patch, pointer) => {
    const answer = await api.patch(id, patch);

    expectProblem(answer, 422, 'validation');
    expect(answer.json.errors).toEqual(expect.arrayContaining([{ pointer, detail: expect.any(String) }]));
  });

  it('fails for plain JSON', async () => {
    const headers = { 'If-Match': '*', 'Content-Type': 'application/json' };

    expectProblem(await api.patch(id, { reference: 'x' }, { headers }), 415, 'unsupported-media-type');
  });

  it.each(['paid', 'payment_failed'] as const)('fails for an order that is %s', async (status) => {
    settle(status);

    expectProblem(await api.patch(id, { reference: 'x' }, { headers: { 'If-Match': '"2"' } }), 409, 'invalid-state');
  });

  it('fails with 404 before 412 before 409', async () => {
    settle('paid');
    const headers = { 'If-Match': '"1"' };

    expectProblem(await api.patch(newId(), { reference: 'x' }, { headers }), 404, 'not-found');
    expectProblem(await api.patch(id, { reference: 'x' }, { headers, ...theirs }), 404, 'not-found');
    expectProblem(await api.patch(id, { reference: 'x' }, { headers }), 412, 'precondition-failed');
  });
});

describe('cancelling an order', () => {
  it('cancels it', async () => {
    const answer = await api.cancel(id);

    expect(answer).toMatchObject({ status: 200, headers: { ETag: '"2"' }, json: { status: 'cancelled', version: 2 } });
  });

  it('cancels one whose payment failed', async () => {
    settle('payment_failed');

    expect((await api.cancel(id)).json).toMatchObject({ status: 'cancelled', version: 3 });
  });

  it('gives the first answer again', async () => {
    const first = await api.cancel(id, 'k-1');
    const again = await api.cancel(id, '"k-1"');

    expect(again).toMatchObject({ status: 200, text: first.text, headers: { 'Idempotent-Replayed': 'true' } });
    expect(first.headers).not.toHaveProperty('Idempotent-Replayed');
  });

  it('takes an empty object for a body', async () => {
    expect((await api.cancel(id, 'k', { body: '{}', headers: { 'Content-Type': 'application/json' } })).status).toBe(
      200,
    );
  });

  it('is the same request without a body and with an empty one', async () => {
    const empty = { body: '{}', headers: { 'Content-Type': 'application/json' } };
    const first = await api.cancel(id, 'k-1');
    const second = await api.cancel(id, 'k-1', empty);

    expect([first.status, second.status]).toEqual([200, 200]);
    expect(second.text).toBe(first.text);
    expect(second.headers['Idempotent-Replayed']).toBe('true');
  });

  it('takes a quoted key with a parameter for the key', async () => {
    await api.cancel(id, 'k-1');

    expect((await api.cancel(id, '"k-1";p=1')).headers['Idempotent-Replayed']).toBe('true');
  });

  it('fails for a cancelled order under another key', async () => {
    await api.cancel(id, 'k-1');

    expectProblem(await api.cancel(id, 'k-2'), 409, 'invalid-state');
  });

  it('fails for a paid order', async () => {
    settle('paid');

    expectProblem(await api.cancel(id), 409, 'invalid-state');
  });

  it("fails for another tenant's order and for one that does not exist", async () => {
    expectProblem(await api.cancel(id, 'k', theirs), 404, 'not-found');
    expectProblem(await api.cancel(newId()), 404, 'not-found');
  });

  it('fails for a body that is not empty', async () => {
    const body = JSON.stringify({ reason: 'x' });

    expectProblem(
      await api.cancel(id, 'k', { body, headers: { 'Content-Type': 'application/json' } }),
      422,
      'validation',
    );
  });
});

describe('listing orders', () => {
  it('walks through all of them, newest first', async () => {
    for (let count = 0; count < 4; count += 1) await api.created({ ...draft, reference: `r-${count}` });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { json, headers } = await api.list({ limit: '2', ...(cursor && { cursor }) });
      seen.push(...json.items.map((order: { createdAt: string; id: string }) => `${order.createdAt}#${order.id}`));
      cursor = json.nextCursor ?? undefined;
      expect(headers.Link).toBe(cursor && `</dev/v1/orders?limit=2&cursor=${cursor}>; rel="next"`);
    } while (cursor !== undefined);

    expect(seen).toHaveLength(5);
    expect(seen).toEqual([...seen].sort().reverse());
  });

  it('keeps the filter in the link', async () => {
    await api.created();

    const { json, headers } = await api.list({ limit: '1', status: 'pending' });

    expect(headers.Link).toBe(`</dev/v1/orders?limit=1&status=pending&cursor=${json.nextCursor}>; rel="next"`);
  });

  it('shows 20 where no limit is given', async () => {
    for (let count = 0; count < 20; count += 1) await api.created();

    expect((await api.list()).json.items).toHaveLength(20);
  });

  it('shows an empty list', async () => {
    expect((await api.list({}, theirs)).json).toEqual({ items: [], nextCursor: null });
  });

  it.each([
    ['limit', '0'],
    ['limit', '101'],
    ['limit', '1.5'],
    ['limit', '1e1'],
    ['limit', ''],
    ['limit', '9'.repeat(30)],
    ['limit', ['1', '2']],
    ['status', 'open'],
    ['cursor', ''],
    ['cursor', 'a'],
    ['cursor', 'a*'],
    ['cursor', Buffer.from('{"pk":"globex#1"}').toString('base64url')],
    ['colour', 'red'],
    ['__proto__', '1'],
  ])('fails for %s %j', async (parameter, value) => {
    const answer = await api.list(Object.fromEntries([[parameter, value]]));

    expectProblem(answer, 400, 'invalid-parameter');
    expect(answer.json.errors).toEqual([{ parameter, detail: expect.stringMatching(/\S/) }]);
  });

  it('fails with every bad parameter at once', async () => {
    const answer = await api.list({ limit: 'x', status: 'y', colour: 'red' });

    expect(answer.json.errors.map((error: { parameter: string }) => error.parameter)).toEqual([
      'limit',
      'status',
      'colour',
    ]);
  });

  it('fails for a cursor of another tenant, another filter, or one that was changed', async () => {
    await api.created();
    const { nextCursor: cursor } = (await api.list({ limit: '1' })).json;
    const changed = `${cursor.slice(0, -2)}${cursor.endsWith('A') ? 'B' : 'A'}${cursor.slice(-1)}`;

    expectProblem(await api.list({ cursor }, theirs), 400, 'invalid-parameter');
    expectProblem(await api.list({ cursor, status: 'pending' }), 400, 'invalid-parameter');
    expectProblem(await api.list({ cursor: changed }), 400, 'invalid-parameter');
  });
});
