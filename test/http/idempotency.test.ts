import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from 'penstock/testkit/http';
import { runCommandHere } from '../../packages/penstock/testkit/command.ts';
import { startCloud, type TestCloud } from '../support/cloud.ts';
import { ask, cancelOrder, createOrder } from '../support/graph.ts';
import { cancel, expectProblem, newOrder, patch, place, placed } from '../support/orders.ts';

const sunset = join(import.meta.dirname, '../../packages/penstock/ops/sunset/main.ts');

let cloud: TestCloud;
let token: string;

beforeAll(async () => {
  cloud = await startCloud({ stage: 'local' });
  token = await cloud.token('globex');
});
afterAll(() => cloud.close());

const replayed = ({ headers }: Answer) => headers['idempotent-replayed'];
const essence = ({ status, text, headers }: Answer) => ({
  status,
  text,
  location: headers.location,
  etag: headers.etag,
});

/** The engine's calls that `act` caused. */
async function callsDuring(act: () => Promise<unknown>): Promise<string[]> {
  const before = cloud.engineCalls.length;
  await act();
  return cloud.engineCalls.slice(before).map(({ action }) => action);
}

describe('one key', () => {
  it('makes one order of 200 parallel requests: one 201 of its own, 199 replays, all equal', async () => {
    const key = randomUUID();
    let answers: Answer[] = [];
    const calls = await callsDuring(async () => {
      answers = await Promise.all(
        Array.from({ length: 200 }, () => place(cloud, token, { headers: { 'idempotency-key': key } })),
      );
    });
    expect(new Set(answers.map((answer) => JSON.stringify(essence(answer)))).size).toBe(1);
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(answers.filter((answer) => replayed(answer) === undefined)).toHaveLength(1);
    expect(answers.filter((answer) => replayed(answer) === 'true')).toHaveLength(199);
    expect(calls).toEqual(Array.from({ length: 200 }, () => 'dynamodb:PutItem'));
  });

  it('costs one write for the order, one for its replay, and nothing else', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    expect(await callsDuring(() => place(cloud, token, { headers }))).toEqual(['dynamodb:PutItem']);
    expect(await callsDuring(() => place(cloud, token, { headers }))).toEqual(['dynamodb:PutItem']);
  });

  it('is the same key in its quoted form (RFC 8941)', async () => {
    const first = await place(cloud, token, { headers: { 'idempotency-key': 'pair-1' } });
    const second = await place(cloud, token, { headers: { 'idempotency-key': '"pair-1"' } });
    expect(essence(second)).toEqual(essence(first));
    expect(replayed(second)).toBe('true');
  });

  it('takes the same members in another order as the same request', async () => {
    const headers = { 'idempotency-key': randomUUID(), 'content-type': 'application/json' };
    const { currency, items, reference } = newOrder;
    const first = await place(cloud, token, { headers, body: JSON.stringify({ currency, items, reference }) });
    const second = await place(cloud, token, {
      headers,
      body: JSON.stringify({ reference, items, currency }, null, 2),
    });
    expect(essence(second)).toEqual(essence(first));
  });

  it('fails another request with 422', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    await place(cloud, token, { headers });
    expectProblem(
      await place(cloud, token, { headers, body: { ...newOrder, currency: 'USD' } }),
      422,
      'idempotency-key-reused',
    );
  });

  it('replays the first answer after the order has moved on', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const first = await placed(cloud, token, { headers });
    await patch(cloud, token, first.id, { items: [{ sku: 'NEW', quantity: 1, unitPrice: 1 }], reference: null });
    await cancel(cloud, token, first.id);
    const again = await place(cloud, token, { headers });
    expect(essence(again)).toEqual(essence(first));
    expect(replayed(again)).toBe('true');
  });

  it('belongs to its tenant', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const ours = await placed(cloud, token, { headers });
    const theirs = await placed(cloud, await cloud.token('acme'), { headers });
    expect(theirs.id).not.toBe(ours.id);
    expect(replayed(theirs)).toBeUndefined();
  });

  it('stores nothing for a request that was refused', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    expectProblem(await place(cloud, token, { headers, body: { ...newOrder, items: [] } }), 422, 'validation');
    expect(replayed(await placed(cloud, token, { headers }))).toBeUndefined();
  });

  it('replays a cancellation, at once and in parallel, with one write each', async () => {
    const { id } = await placed(cloud, token);
    const key = randomUUID();
    let answers: Answer[] = [];
    const calls = await callsDuring(async () => {
      answers = await Promise.all(Array.from({ length: 20 }, () => cancel(cloud, token, id, key)));
    });
    expect(new Set(answers.map((answer) => JSON.stringify(essence(answer)))).size).toBe(1);
    expect(answers.filter((answer) => replayed(answer) === undefined)).toHaveLength(1);
    expect(calls).toEqual(Array.from({ length: 20 }, () => 'dynamodb:UpdateItem'));
  });
});

describe('one key through two doors', () => {
  it('placed by REST, comes again from the graph: one order, one write each', async () => {
    const key = randomUUID();
    const { json } = await placed(cloud, token, { headers: { 'idempotency-key': key } });
    let again: Awaited<ReturnType<typeof ask>> | undefined;
    const calls = await callsDuring(async () => {
      again = await ask(cloud, token, createOrder, { input: newOrder, key });
    });
    expect(again).toEqual({ status: 200, data: { createOrder: { replayed: true, order: json } }, errors: [] });
    // Before it runs, the operation is charged to the tenant's budget.
    expect(calls).toEqual(['dynamodb:UpdateItem', 'dynamodb:PutItem']);
  });

  it('placed by the graph, comes again from REST, whatever became of the order', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    const { data } = await ask(cloud, token, createOrder, { input: newOrder }, headers);
    expect(data.createOrder.replayed).toBe(false);
    const { id } = data.createOrder.order;
    await cancel(cloud, token, id);
    const again = await place(cloud, token, { headers });
    expect([again.status, replayed(again), again.json]).toEqual([201, 'true', data.createOrder.order]);
  });

  it('fails at the second one where the request is another', async () => {
    const key = randomUUID();
    await placed(cloud, token, { headers: { 'idempotency-key': key } });
    const { data, errors } = await ask(cloud, token, createOrder, { input: { ...newOrder, reference: 'PO-2' }, key });
    expect([data, errors[0].extensions.code]).toEqual([{ createOrder: null }, 'idempotency-key-reused']);
  });

  it('cancels once', async () => {
    const key = randomUUID();
    const { id } = await placed(cloud, token);
    const { json } = await cancel(cloud, token, id, key);
    const { data } = await ask(cloud, token, cancelOrder, { id, key });
    expect(data.cancelOrder).toEqual({ replayed: true, order: { ...json, reference: newOrder.reference } });
  });
});

describe('two versions side by side', () => {
  const price = (amount: number) => ({ amount, currency: 'EUR' });
  const { items, reference } = newOrder;
  const inV2 = { items: items.map((item) => ({ ...item, unitPrice: price(item.unitPrice) })), reference };
  const placeV2 = (key: string) =>
    cloud.call('POST', '/v2/orders', { token, body: inV2, headers: { 'idempotency-key': key } });

  it('make one order of one key, with one write each', async () => {
    const key = randomUUID();
    const { id, headers } = await placed(cloud, token, { headers: { 'idempotency-key': key } });
    const before = cloud.engineCalls.length;
    const again = await placeV2(key);

    expect(again).toMatchObject({ status: 201, json: { id, total: price(2500) } });
    expect(cloud.engineCalls.slice(before).map(({ action }) => action)).toEqual(['dynamodb:PutItem']);
    expect(replayed(again)).toBe('true');
    expect(again.headers.location).toBe(headers.location);
  });

  it('tell what the first one may be left for, and what the plan allows', async () => {
    const { headers } = await placed(cloud, token, { headers: { origin: 'http://localhost:5173' } });

    expect(headers).toMatchObject({
      deprecation: expect.stringMatching(/^@\d{10}$/),
      sunset: expect.stringMatching(/ GMT$/),
      link: expect.stringMatching(/\/v2\/orders>; rel="successor-version"$/),
      'ratelimit-policy': '"rate";q=500;w=1',
    });
    const exposed = String(headers['access-control-expose-headers']).toLowerCase();
    for (const name of ['deprecation', 'sunset', 'link', 'ratelimit-policy']) expect(exposed).toContain(name);
  });

  it('are counted by who calls them: npm run sunset says that the first one may not go', async () => {
    await placed(cloud, token, { headers: { 'user-agent': 'old-shop/1' } });
    await placeV2(randomUUID());
    const { port } = new URL(cloud.url);
    const { code, stdout, stderr } = await runCommandHere(sunset, ['--stage', 'local', '--port', port]);

    expect({ stderr, code }).toEqual({ stderr: '', code: 1 });
    expect(stdout).toMatch(/^createOrder \(POST \/v1\/orders\): .*createOrderV2 takes its place$/m);
    expect(stdout).toMatch(/^globex +\d+ +\d+ s ago +[1-9]\d* {2}.*old-shop\/1/m);
    expect(stdout).toContain('It may not go: ');
  });
});
