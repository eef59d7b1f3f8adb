import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dynamoDBEndpoints } from '../../../functions/webhooks/adapters/dynamodb-endpoints.ts';
import { dynamoDBRests } from '../../../functions/webhooks/adapters/dynamodb-rests.ts';
import { inMemoryRests } from '../../../functions/webhooks/adapters/in-memory-rests.ts';
import type { RestRepository } from '../../../functions/webhooks/domain/rest-repository.ts';
import { webhooks } from '../../../functions/webhooks/infra.ts';
import { type Engine, startEngine } from '../../support/dynamodb.ts';
import { creation, newId } from './support.ts';
import { createWebhooksTable } from './table.ts';

const signal = new AbortController().signal;
let engine: Engine;
let table: Awaited<ReturnType<typeof createWebhooksTable>>;

beforeAll(async () => {
  engine = await startEngine();
  table = await createWebhooksTable(engine);
});
afterAll(async () => {
  await table.drop();
  await engine.stop();
});

const stores: [string, () => RestRepository][] = [
  ['in memory', () => inMemoryRests()],
  ['in DynamoDB', () => dynamoDBRests(engine.client, table.name)],
];
const first = { until: '2026-11-22T12:00:15.000Z', times: 1 };
const second = { until: '2026-11-22T12:00:45.000Z', times: 2 };

describe.each(stores)('rests %s', (_name, make) => {
  let rests: RestRepository;
  beforeAll(() => {
    rests = make();
  });
  const endpoint = () => ({ tenant: 'acme', id: newId('whe') });

  it('begin, change and end', async () => {
    const one = endpoint();

    expect(await rests.find(one, signal)).toBeUndefined();
    expect(await rests.set({ ...one, seen: undefined, next: first }, signal)).toBe(true);
    expect(await rests.find(one, signal)).toEqual(first);
    expect(await rests.set({ ...one, seen: first, next: second }, signal)).toBe(true);
    expect(await rests.find(one, signal)).toEqual(second);
    expect(await rests.set({ ...one, seen: second, next: undefined }, signal)).toBe(true);
    expect(await rests.find(one, signal)).toBeUndefined();
  });

  it('are one endpoint’s alone', async () => {
    const one = endpoint();
    await rests.set({ ...one, seen: undefined, next: first }, signal);

    expect(await rests.find(endpoint(), signal)).toBeUndefined();
    expect(await rests.find({ ...one, tenant: 'globex' }, signal)).toBeUndefined();
  });

  it('are changed by one of many that saw the same', async () => {
    const one = endpoint();
    await rests.set({ ...one, seen: undefined, next: first }, signal);

    const outcomes = await Promise.all(
      [...Array(8)].map(() => rests.set({ ...one, seen: first, next: second }, signal)),
    );

    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it.each([
    ['fails when there is one that was not seen', undefined, undefined],
    ['fails when there is another one', second, undefined],
    ['fails to begin another one', undefined, second],
  ])('%s', async (_case, seen, next) => {
    const one = endpoint();
    await rests.set({ ...one, seen: undefined, next: first }, signal);

    expect(await rests.set({ ...one, seen, next }, signal)).toBe(false);
    expect(await rests.find(one, signal)).toEqual(first);
  });
});

describe('a rest and its endpoint', () => {
  it('lie in one partition, and the rest expires thirty days after its end', async () => {
    const { tenant, id } = creation();
    await dynamoDBRests(engine.client, table.name).set({ tenant, id, seen: undefined, next: first }, signal);

    const Key = { pk: { S: `${tenant}#${id}` }, sk: { S: 'rest' } };
    const { Item } = await engine.client.send(new GetItemCommand({ TableName: table.name, Key }));

    expect(Item?.[webhooks.tables.webhooks.timeToLiveAttribute]).toEqual({
      N: String(Date.parse('2026-12-22T12:00:15.000Z') / 1000),
    });
  });

  it('lie in items of their own: the end of one leaves the other as it is', async () => {
    const endpoints = dynamoDBEndpoints(engine.client, table.name);
    const rests = dynamoDBRests(engine.client, table.name);
    const request = creation();
    await endpoints.create(request, signal);
    const before = await endpoints.find(request.tenant, request.id, signal);

    await rests.set({ ...request, seen: undefined, next: first }, signal);

    expect(await endpoints.find(request.tenant, request.id, signal)).toEqual(before);
    await rests.set({ ...request, seen: first, next: undefined }, signal);
    expect(await endpoints.find(request.tenant, request.id, signal)).toEqual(before);
  });
});
