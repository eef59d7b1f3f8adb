import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '../../packages/penstock/test/local/fixtures/eventually.ts';
import { newOrder } from '../support/orders.ts';
import { startRegions, type TestRegions } from '../support/regions.ts';

describe('an order in three regions', () => {
  let three: TestRegions;
  let token: string;
  const paidInQueues: string[] = [];
  const [home, second, third] = ['eu-west-1', 'eu-west-2', 'eu-central-1'] as const;
  beforeAll(async () => {
    three = await startRegions();
    token = await three.token('globex');
    three.stage.onHop(({ from, to, id }) => {
      if (from.startsWith('bus') && to.endsWith('payments')) paidInQueues.push(String(id));
    });
  });
  afterAll(() => three.close());

  const place = (region: string, key: string) =>
    three.call(region, 'POST', '/v1/orders', { token, body: newOrder, headers: { 'idempotency-key': key } });
  const read = (region: string, id: unknown) => three.call(region, 'GET', `/v1/orders/${id}`, { token });
  const paid = async (region: string, id: unknown) => {
    const found = await eventually(
      () => read(region, id),
      ({ json }) => json.status === 'paid',
    );
    return found.json;
  };
  const charges = (id: unknown) =>
    (three.stage.provider?.records ?? []).filter(({ body }) => JSON.stringify(body).includes(String(id)));

  it('is seen, replayed and paid once, wherever it is asked for', async () => {
    const created = await place(home, 'one');
    const replayed = await place(second, 'one');
    const seen = await read(third, created.json.id);

    expect([created.status, created.headers['idempotent-replayed']]).toEqual([201, undefined]);
    expect([replayed.status, replayed.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect(replayed.json).toEqual(created.json);
    expect(seen.json).toMatchObject({ id: created.json.id });
    expect(await paid(third, created.json.id)).toMatchObject({ version: 2 });
    expect(charges(created.json.id)).toHaveLength(1);
    expect(paidInQueues.filter((id) => id.includes(String(created.json.id)))).toHaveLength(1);
  });

  it('is one where three regions are asked for it at once', async () => {
    // Two that write at one moment conflict; whoever lost twice is told to try again, as a busy machine does now and then.
    const placed = (region: string) =>
      eventually(
        () => place(region, 'race'),
        ({ status }) => status !== 503,
      );
    const answers = await Promise.all(three.regions.map(placed));
    const first = answers.filter(({ headers }) => headers['idempotent-replayed'] === undefined);

    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(first).toHaveLength(1);
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(1);
    await paid(home, first[0]?.json.id);
    expect(charges(first[0]?.json.id)).toHaveLength(1);
  });

  it('is placed while a region is lost, and the one of that region is paid when it is back', async () => {
    const before = await place(third, 'before');
    await three.stage.change({ stop: [third] });
    const replayed = await place(home, 'before');
    const meanwhile = await place(second, 'meanwhile');
    await paid(second, meanwhile.json.id);
    await three.stage.change({ start: [third] });

    expect(replayed.headers['idempotent-replayed']).toBe('true');
    expect(await paid(third, before.json.id)).toMatchObject({ version: 2 });
    expect((await read(third, meanwhile.json.id)).json).toMatchObject({ status: 'paid' });
    expect([before, meanwhile].map(({ json }) => charges(json.id).length)).toEqual([1, 1]);
  });
});
