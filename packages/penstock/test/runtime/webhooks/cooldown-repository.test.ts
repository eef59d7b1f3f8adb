import { GetItemCommand } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CooldownRepository } from '../../../runtime/webhooks/cooldown/cooldown-repository.ts';
import { dynamoDBCooldowns } from '../../../runtime/webhooks/cooldown/dynamodb-cooldowns.ts';
import { dynamoDBEndpoints } from '../../../runtime/webhooks/endpoints/dynamodb-endpoints.ts';
import { webhooksTable } from '../../../runtime/webhooks/table/layout.ts';
import { inMemoryCooldowns } from '../../../testkit/in-memory-cooldowns.ts';
import { creation, newId } from '../../../testkit/webhooks.ts';
import { startWebhooksTable, type WebhooksTable } from './table.ts';

const signal = new AbortController().signal;
let table: WebhooksTable;

beforeAll(async () => {
  table = await startWebhooksTable();
});
afterAll(async () => {
  await table.close();
});

const stores: [string, () => CooldownRepository][] = [
  ['in memory', () => inMemoryCooldowns()],
  ['in DynamoDB', () => dynamoDBCooldowns(table.client, table.name)],
];
const first = { until: '2026-11-22T12:00:15.000Z', times: 1 };
const second = { until: '2026-11-22T12:00:45.000Z', times: 2 };

describe.each(stores)('cooldowns %s', (_name, make) => {
  let cooldowns: CooldownRepository;
  beforeAll(() => {
    cooldowns = make();
  });
  const endpoint = () => ({ tenant: 'acme', id: newId('whe') });

  it('begin, change and end', async () => {
    const one = endpoint();

    expect(await cooldowns.find(one, signal)).toBeUndefined();
    expect(await cooldowns.set({ ...one, seen: undefined, next: first }, signal)).toBe(true);
    expect(await cooldowns.find(one, signal)).toEqual(first);
    expect(await cooldowns.set({ ...one, seen: first, next: second }, signal)).toBe(true);
    expect(await cooldowns.find(one, signal)).toEqual(second);
    expect(await cooldowns.set({ ...one, seen: second, next: undefined }, signal)).toBe(true);
    expect(await cooldowns.find(one, signal)).toBeUndefined();
  });

  it('are one endpoint’s alone', async () => {
    const one = endpoint();
    await cooldowns.set({ ...one, seen: undefined, next: first }, signal);

    expect(await cooldowns.find(endpoint(), signal)).toBeUndefined();
    expect(await cooldowns.find({ ...one, tenant: 'globex' }, signal)).toBeUndefined();
  });

  it('are changed by one of many that saw the same', async () => {
    const one = endpoint();
    await cooldowns.set({ ...one, seen: undefined, next: first }, signal);

    const outcomes = await Promise.all(
      [...Array(8)].map(() => cooldowns.set({ ...one, seen: first, next: second }, signal)),
    );

    expect(outcomes.filter(Boolean)).toHaveLength(1);
  });

  it.each([
    ['fails when there is one that was not seen', undefined, undefined],
    ['fails when there is another one', second, undefined],
    ['fails to begin another one', undefined, second],
  ])('%s', async (_case, seen, next) => {
    const one = endpoint();
    await cooldowns.set({ ...one, seen: undefined, next: first }, signal);

    expect(await cooldowns.set({ ...one, seen, next }, signal)).toBe(false);
    expect(await cooldowns.find(one, signal)).toEqual(first);
  });
});

it('a cooldown in memory leaves nothing behind when it ends', async () => {
  const stored = new Map();
  const cooldowns = inMemoryCooldowns(stored);
  const one = { tenant: 'acme', id: newId('whe') };

  await cooldowns.set({ ...one, seen: undefined, next: first }, signal);
  expect(stored.size).toBe(1);
  await cooldowns.set({ ...one, seen: first, next: undefined }, signal);
  expect(stored.size).toBe(0);
});

describe('a cooldown and its endpoint', () => {
  it('lie in one partition, and the cooldown expires thirty days after its end', async () => {
    const { tenant, id } = creation();
    await dynamoDBCooldowns(table.client, table.name).set({ tenant, id, seen: undefined, next: first }, signal);

    const Key = { pk: { S: `${tenant}#${id}` }, sk: { S: 'cooldown' } };
    const { Item } = await table.client.send(new GetItemCommand({ TableName: table.name, Key }));

    expect(Item?.[webhooksTable.timeToLiveAttribute]).toEqual({
      N: String(Date.parse('2026-12-22T12:00:15.000Z') / 1000),
    });
  });

  it('lie in items of their own: the end of one leaves the other as it is', async () => {
    const endpoints = dynamoDBEndpoints(table.client, table.name);
    const cooldowns = dynamoDBCooldowns(table.client, table.name);
    const request = creation();
    await endpoints.create(request, signal);
    const before = await endpoints.find(request.tenant, request.id, signal);

    await cooldowns.set({ ...request, seen: undefined, next: first }, signal);

    expect(await endpoints.find(request.tenant, request.id, signal)).toEqual(before);
    await cooldowns.set({ ...request, seen: first, next: undefined }, signal);
    expect(await endpoints.find(request.tenant, request.id, signal)).toEqual(before);
  });
});
