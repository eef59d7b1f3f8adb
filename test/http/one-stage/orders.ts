import { beforeAll, describe, expect, it } from '@jest/globals';
import { watch } from '../../support/event-stream.ts';
import { ask, cancelOrder, createOrder, readOrder } from '../../support/graph.ts';
import { cancel, newOrder, patch, placed } from '../../support/orders.ts';
import { rpcCases } from './rpc-cases.ts';
import { cloud, token } from './stage.ts';

const timestamp = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
describe('an order over HTTP', () => {
  it('is placed with 201, its location and its version', async () => {
    const { json, headers, id } = await placed(cloud, token);
    expect(json).toEqual({
      ...newOrder,
      id: expect.stringMatching(/^ord_[0-9a-z]{26}$/),
      status: 'pending',
      total: 2500,
      version: 1,
      createdAt: timestamp,
      updatedAt: json.createdAt,
    });
    expect(headers).toMatchObject({ location: `/v1/orders/${id}`, etag: '"1"' });
    expect(headers['idempotent-replayed']).toBeUndefined();
  });

  it('is read where its location says, as it was answered', async () => {
    const { headers, json } = await placed(cloud, token);
    const read = await cloud.call('GET', String(headers.location), { token });
    expect(read).toMatchObject({ status: 200, json });
    expect(read.headers.etag).toBe('"1"');
  });

  it.each([['"1"'], ['W/"1"'], ['"0", "1"'], ['*']])(
    'is not sent again to one who holds it (If-None-Match: %s)',
    async (etag) => {
      const { id } = await placed(cloud, token);
      const read = await cloud.call('GET', `/v1/orders/${id}`, { token, headers: { 'if-none-match': etag } });
      expect(read).toMatchObject({ status: 304, text: '' });
      expect(read.headers.etag).toBe('"1"');
    },
  );

  it('is sent to one who holds another version', async () => {
    const { id } = await placed(cloud, token);
    const read = await cloud.call('GET', `/v1/orders/${id}`, { token, headers: { 'if-none-match': '"2"' } });
    expect(read.status).toBe(200);
  });

  it('takes a merge patch: items as a whole, the total with them, and a null reference away', async () => {
    const { id } = await placed(cloud, token);
    const items = [{ sku: 'XYZ', quantity: 3, unitPrice: 100 }];
    const first = await patch(cloud, token, id, { items });
    expect(first).toMatchObject({ status: 200, json: { items, total: 300, reference: 'PO-1001', version: 2 } });
    expect(first.headers.etag).toBe('"2"');
    const second = await patch(cloud, token, id, { reference: null }, { headers: { 'if-match': '"2"' } });
    expect(second).toMatchObject({ status: 200, json: { items, version: 3 } });
    expect(second.json).not.toHaveProperty('reference');
  });

  it('is cancelled while pending', async () => {
    const { id } = await placed(cloud, token);
    const cancelled = await cancel(cloud, token, id);
    expect(cancelled).toMatchObject({ status: 200, json: { id, status: 'cancelled', version: 2 } });
    expect(cancelled.headers.etag).toBe('"2"');
  });

  it('needs no reference and no Content-Length of its own', async () => {
    const { reference: _, ...bare } = newOrder;
    const { json } = await placed(cloud, token, { body: bare });
    expect(json).not.toHaveProperty('reference');
  });
});

describe('the list of orders', () => {
  let lister: string;
  let ids: string[];

  beforeAll(async () => {
    lister = await cloud.token('acme');
    ids = [];
    for (let index = 0; index < 7; index++) ids.unshift((await placed(cloud, lister)).id);
    await cancel(cloud, lister, String(ids[2]));
    await cancel(cloud, lister, String(ids[5]));
  });

  const idsOf = (json: Record<string, unknown>) => (json.items as { id: string }[]).map(({ id }) => id);

  it('is newest first, and only of the tenant', async () => {
    const { json } = await cloud.call('GET', '/v1/orders', { token: lister });
    expect(idsOf(json)).toEqual(ids);
    expect(json.nextCursor).toBeNull();
  });

  it('is walked page by page through its Link header, nothing twice and nothing left out', async () => {
    const seen: string[] = [];
    let path: string | undefined = '/v1/orders?limit=3';
    while (path !== undefined) {
      const { json, headers } = await cloud.call('GET', path, { token: lister });
      seen.push(...idsOf(json));
      const link = /^<([^>]+)>; rel="next"$/.exec(String(headers.link ?? ''))?.[1];
      expect(link === undefined).toBe(json.nextCursor === null);
      path = link;
    }
    expect(seen).toEqual(ids);
  });

  it.each([
    ['cancelled', [2, 5]],
    ['pending', [0, 1, 3, 4, 6]],
    ['paid', []],
  ])('of status %s holds only those', async (status, indexes) => {
    const { json } = await cloud.call('GET', `/v1/orders?status=${status}&limit=100`, { token: lister });
    expect(idsOf(json)).toEqual(indexes.map((index) => ids[index]));
  });
});

describe('health', () => {
  it('answers without a token, with version and region, and touches no dependency', async () => {
    const before = cloud.engineCalls.length;
    const { status, json } = await cloud.call('GET', '/health');
    expect({ status, json }).toEqual({
      status: 200,
      json: { status: 'ok', version: expect.any(String), region: 'eu-west-1' },
    });
    expect(cloud.engineCalls).toHaveLength(before);
  });
});

describe('correlation', () => {
  it('echoes the id that came, in answers and in errors, and logs it', async () => {
    const headers = { 'x-correlation-id': 'checkout-42' };
    const { headers: answered } = await placed(cloud, token, { headers });
    expect(answered['x-correlation-id']).toBe('checkout-42');
    const missing = await cloud.call('GET', '/v1/orders/ord_00000000000000000000000000', { token, headers });
    expect(missing.json).toMatchObject({ correlationId: 'checkout-42' });
    expect(cloud.lines.some((line) => line.includes('checkout-42'))).toBe(true);
  });

  it('makes one when none came', async () => {
    const { headers } = await cloud.call('GET', '/health');
    expect(headers['x-correlation-id']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each([['00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01'], ['nonsense']])(
    'accepts traceparent %s',
    async (traceparent) => {
      expect((await cloud.call('GET', '/health', { headers: { traceparent } })).status).toBe(200);
    },
  );
});

describe('the graph', () => {
  it('streams what becomes of an order to its own tenant, and says when that is all', async () => {
    const { data } = await ask(cloud, token, createOrder, { input: newOrder, key: 'graph-stream' });
    const { id } = data.createOrder.order;
    await ask(cloud, token, cancelOrder, { id, key: 'graph-stream-end' });
    const body = { query: `subscription { orderEvents(id: "${id}") { id } }` };

    const { status, headers, text } = await cloud.call('POST', '/graphql/stream', { token, body });
    const others = await cloud.call('POST', '/graphql/stream', { token: await cloud.token('acme'), body });

    expect([status, headers['content-type']]).toEqual([200, 'text/event-stream']);
    expect(text).toMatch(
      new RegExp(`event: next\\ndata: .*"orderEvents":\\{"id":"${id}"\\}.*\\n\\nevent: complete\\n`),
    );
    expect(others.text).toContain('"code":"not-found"');
  });

  it('places, reads, changes and lists the orders that REST has', async () => {
    const { data } = await ask(cloud, token, createOrder, { input: newOrder, key: 'graph-1' });
    const { order } = data.createOrder;
    expect((await cloud.call('GET', `/v1/orders/${order.id}`, { token })).json).toEqual(order);
    const change = `mutation ($id: ID!, $version: SafeInt!) {
      updateOrder(id: $id, expectedVersion: $version, input: { reference: null }) { reference version }
    }`;
    const changed = await ask(cloud, token, change, { id: order.id, version: 1 });
    expect(changed.data.updateOrder).toEqual({ reference: null, version: 2 });
    const stale = await ask(cloud, token, change, { id: order.id, version: 1 });
    expect(stale.errors[0].extensions).toMatchObject({ code: 'precondition-failed', status: 412 });
    expect((await ask(cloud, token, readOrder, { id: order.id })).data.order).toMatchObject({
      id: order.id,
      version: 2,
    });
  });

  it('lists page after page, by the cursors of REST', async () => {
    const lister = await cloud.token('acme');
    for (let index = 0; index < 3; index++) await placed(cloud, lister);
    const page = `query ($after: String) {
      orders(first: 2, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } }
    }`;
    const first = (await ask(cloud, lister, page)).data.orders;
    expect([first.nodes.length, first.pageInfo.hasNextPage]).toEqual([2, true]);
    const { json } = await cloud.call('GET', '/v1/orders?limit=2', { token: lister });
    expect(first.pageInfo.endCursor).toBe(json.nextCursor);
    const next = (await ask(cloud, lister, page, { after: first.pageInfo.endCursor })).data.orders;
    expect(next.nodes.map(({ id }: { id: string }) => id)).not.toContain(first.nodes[1].id);
    const foreign = await ask(cloud, token, page, { after: first.pageInfo.endCursor });
    expect(foreign.errors[0].extensions).toMatchObject({ code: 'invalid-parameter', errors: [{ parameter: 'after' }] });
  });

  it('shows a tenant its own orders alone', async () => {
    const { id } = await placed(cloud, token);
    const other = await cloud.token('acme');
    const { data, errors } = await ask(cloud, other, readOrder, { id });
    expect([data, errors[0].extensions.code]).toEqual([{ order: null }, 'not-found']);
    const list = await ask(cloud, other, '{ orders(first: 100) { nodes { id } } }');
    expect(list.data.orders.nodes.map((order: { id: string }) => order.id)).not.toContain(id);
  });

  it('refuses by the gateway who has no token, or the scopes of none of its fields', async () => {
    const body = { query: '{ __typename }' };
    expect((await cloud.call('POST', '/graphql', { body })).status).toBe(401);
    const stranger = await cloud.token('globex', 'webhooks:read');
    expect((await cloud.call('POST', '/graphql', { token: stranger, body })).status).toBe(403);
    const reader = await cloud.token('globex', 'orders:read');
    const { data, errors } = await ask(cloud, reader, createOrder, { input: newOrder, key: 'graph-2' });
    expect([data, errors[0].extensions.code]).toEqual([{ createOrder: null }, 'forbidden']);
  });
});

describe('the events of an order', () => {
  it('are the order as it is, and each change when it happens, until it can change no more', async () => {
    const { id, json } = await placed(cloud, token);
    const events = await watch(cloud, token, id);
    const first = await events.next();
    await patch(cloud, token, id, { reference: 'PO-2' });
    const second = await events.next();
    const cancelled = await cancel(cloud, token, id);
    const third = await events.next();

    expect(events.headers).toMatchObject({ 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    expect(first).toEqual({ id: '1', data: json });
    expect(second).toMatchObject({ id: '2', data: { reference: 'PO-2', version: 2 } });
    expect(third).toEqual({ id: '3', data: cancelled.json });
    expect(await events.next()).toBeUndefined();
  });

  it('go on after the one that was seen last, and are over for good after the last of all', async () => {
    const { id } = await placed(cloud, token);
    await patch(cloud, token, id, { reference: 'PO-2' });
    await cancel(cloud, token, id);
    const path = `/v1/orders/${id}/events`;
    const missed = await cloud.call('GET', path, { token, headers: { 'last-event-id': '2' } });
    const over = await cloud.call('GET', path, { token, headers: { 'last-event-id': '3' } });

    expect(missed.text.match(/^id: .*$/gm)).toEqual(['id: 3']);
    expect(over).toMatchObject({ status: 204, text: '' });
  });

  it.each([
    ['of an order of another tenant', 404, {}],
    ['after what is no version', 400, { 'last-event-id': '0' }],
  ])('%s are a problem, and no stream: %i', async (_, status, headers) => {
    const { id } = await placed(cloud, await cloud.token(status === 404 ? 'acme' : 'globex'));
    const refused = await cloud.call('GET', `/v1/orders/${id}/events`, { token, headers });

    expect(refused).toMatchObject({ status, json: { status } });
    expect(refused.headers['content-type']).toBe('application/problem+json');
  });

  it('are none for HEAD, which answers with the same head', async () => {
    const { id } = await placed(cloud, token);
    const head = await cloud.call('HEAD', `/v1/orders/${id}/events`, { token });

    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers['content-type']).toBe('text/event-stream');
  });

  it('are written for nobody once their client has gone, until the order can change no more', async () => {
    const { id } = await placed(cloud, token);
    const events = await watch(cloud, token, id);
    await events.next();
    const ended = new Promise<string>((resolve) => {
      const stop = cloud.cloud.onOutcome(({ functionName, result }) => {
        if (!functionName.includes('watchOrder')) return;
        stop();
        resolve(result.kind);
      });
    });
    events.leave();
    await cancel(cloud, token, id);

    expect(await ended).toBe('result');
  });
});

rpcCases(() => ({ cloud, token }));
