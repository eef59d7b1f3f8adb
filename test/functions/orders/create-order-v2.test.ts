import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { expectProblem, ordersApi } from './api.ts';

const eur = (amount: number) => ({ amount, currency: 'EUR' });
const v1 = { currency: 'EUR', items: [{ sku: 'TEA-1', quantity: 3, unitPrice: 450 }], reference: 'PO-1' };
const v2 = { items: [{ sku: 'TEA-1', quantity: 3, unitPrice: eur(450) }], reference: 'PO-1' };

const replayed = { 'Idempotent-Replayed': 'true' };

describe('an order placed by v2', () => {
  it('has amounts as objects, and is read where orders are read', async () => {
    const api = ordersApi();
    const { status, headers, json } = await api.createV2(v2);

    expect([status, json]).toEqual([
      201,
      {
        ...v2,
        id: json.id,
        status: 'pending',
        total: eur(1350),
        version: 1,
        createdAt: json.createdAt,
        updatedAt: json.updatedAt,
      },
    ]);
    expect(headers).toMatchObject({ Location: `/dev/v1/orders/${json.id}`, ETag: '"1"' });
    expect(headers).not.toHaveProperty('Deprecation');
    expect((await api.get(json.id)).json).toMatchObject({ ...v1, total: 1350 });
  });

  it('is the one that its key placed by v1', async () => {
    const api = ordersApi();
    const key = randomUUID();
    const first = await api.create(v1, { headers: { 'Idempotency-Key': key } });
    const again = await api.createV2(v2, key);

    expect([again.status, again.json.id, again.json.total]).toEqual([201, first.json.id, eur(1350)]);
    expect(again.headers).toMatchObject(replayed);
    expect(api.records.size).toBe(1);
  });

  it('is the one that its key places by v1 afterwards', async () => {
    const api = ordersApi();
    const key = randomUUID();
    const first = await api.createV2(v2, key);
    const again = await api.create(v1, { headers: { 'Idempotency-Key': key } });

    expect([again.status, again.json.id]).toEqual([201, first.json.id]);
    expect(again.headers).toMatchObject(replayed);
  });

  it('fails where its key came to v1 with another request', async () => {
    const api = ordersApi();
    const key = randomUUID();
    await api.create(v1, { headers: { 'Idempotency-Key': key } });

    expectProblem(await api.createV2({ ...v2, reference: 'PO-2' }, key), 422, 'idempotency-key-reused');
  });

  it('fails with two currencies, and says where the other one is', async () => {
    const { items } = v2;
    const other = { sku: 'TEA-2', quantity: 1, unitPrice: { amount: 1, currency: 'JPY' } };
    const answer = await ordersApi().createV2({ items: [...items, other, ...items] });

    expectProblem(answer, 422, 'validation');
    expect(answer.json.errors).toEqual([
      { pointer: '#/items/1/unitPrice/currency', detail: 'must be EUR, as that of the first item' },
    ]);
  });
});

describe('an order placed by v1', () => {
  it('says that the operation goes, and what takes its place', async () => {
    const { headers } = await ordersApi().create(v1);

    expect(headers).toMatchObject({
      Deprecation: '@1796083200',
      Sunset: 'Tue, 30 Nov 2027 23:59:59 GMT',
      Link: '</dev/v2/orders>; rel="successor-version"',
    });
  });

  it('says so of a problem too', async () => {
    const answer = await ordersApi().create({ ...v1, items: [] });

    expectProblem(answer, 422, 'validation');
    expect(answer.headers).toMatchObject({ Deprecation: expect.any(String), Sunset: expect.any(String) });
  });
});
