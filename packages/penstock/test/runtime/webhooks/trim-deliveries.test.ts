import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { dynamoDBDeliveries } from '../../../runtime/webhooks/deliveries/dynamodb-deliveries.ts';
import { dynamoDBEndpoints } from '../../../runtime/webhooks/endpoints/dynamodb-endpoints.ts';
import { creation, message, newId, progress, success, webhookEvent } from '../../../testkit/webhooks.ts';
import { startWebhooksTable, type WebhooksTable } from './table.ts';

const signal = new AbortController().signal;
const DAY = 24 * 60 * 60 * 1000;
const NOW = Date.parse('2026-11-22T12:00:00.000Z');
const daysAgo = (days: number): string => new Date(NOW - days * DAY).toISOString();

let table: WebhooksTable;

beforeAll(async () => {
  table = await startWebhooksTable();
});
afterAll(async () => {
  await table.close();
});

const stores = (client: DynamoDBClient = table.client) => ({
  trimming: dynamoDBDeliveries(client, table.name, { random: () => 0.199 }),
  keeping: dynamoDBDeliveries(client, table.name, { random: () => 0.2 }),
});
const at = (endpointId: string, days: number, milliseconds = 0) =>
  message(endpointId, webhookEvent({ time: new Date(NOW - days * DAY - milliseconds).toISOString() }));

/** Deliveries to an endpoint of events that are so many days old, each sent at once, and what is left of them. */
async function past(endpointId: string, ...days: readonly number[]) {
  const { keeping } = stores();
  for (const [index, day] of days.entries()) {
    await keeping.record(success(at(endpointId, day, index), daysAgo(day)), undefined, signal);
  }
  return async () => {
    const { records } = await keeping.list({ tenant: 'acme', endpointId, limit: 100 }, signal);
    return records.map(({ event }) => Math.floor((NOW - Date.parse(event?.time ?? '')) / DAY));
  };
}
const now = (endpointId: string) => success(at(endpointId, 0), daysAgo(0));

describe('a delivery that ends', () => {
  it('takes along what is older than thirty days, and nothing younger', async () => {
    const endpointId = newId('whe');
    const left = await past(endpointId, 90, 31, 30, 29, 1);

    await stores().trimming.record(now(endpointId), undefined, signal);

    expect(await left()).toEqual([0, 1, 29]);
  });

  it('keeps an old event that was sent lately', async () => {
    const endpointId = newId('whe');
    const left = await past(endpointId, 90, 60);
    await stores().keeping.record(success(at(endpointId, 100), daysAgo(2)), undefined, signal);

    await stores().trimming.record(now(endpointId), undefined, signal);

    expect(await left()).toEqual([0, 100]);
  });

  it('takes the oldest along, a few at a time', async () => {
    const endpointId = newId('whe');
    const left = await past(endpointId, ...Array.from({ length: 12 }, (_, index) => 60 - index));

    await stores().trimming.record(now(endpointId), undefined, signal);

    expect(await left()).toEqual([0, 49, 50]);
  });

  it('takes along events that lay apart, when they have expired', async () => {
    const endpointId = newId('whe');
    const { keeping, trimming } = stores();
    const data = { labels: [...Array(50)].map(() => randomUUID()) };
    const sent = async (days: number) => {
      const of = message(endpointId, webhookEvent({ time: daysAgo(days), data }));
      return keeping.record(success(of, daysAgo(days)), undefined, signal);
    };
    const records = [await sent(59), await sent(57), await sent(1)];

    await trimming.record(now(endpointId), undefined, signal);

    const events = await Promise.all(records.map((record) => keeping.findEvent(record, signal)));
    expect(events.map((event) => event?.data)).toEqual([undefined, data, data]);
  });

  it('leaves endpoints alone, its own and others, with what they were sent', async () => {
    const [own, other] = [creation(), creation()];
    const endpoints = dynamoDBEndpoints(table.client, table.name);
    for (const one of [own, other]) await endpoints.create(one, signal);
    const left = await past(other.id, 90);

    await stores().trimming.record(now(own.id), undefined, signal);

    expect(await endpoints.find('acme', own.id, signal)).toBeDefined();
    expect(await left()).toEqual([90]);
  });

  it('does so for a share of them only', async () => {
    const endpointId = newId('whe');
    const left = await past(endpointId, 90);

    await stores().keeping.record(now(endpointId), undefined, signal);

    expect(await left()).toEqual([0, 90]);
  });

  it('is kept although taking others along fails', async () => {
    const endpointId = newId('whe');
    const left = await past(endpointId, 90);
    const send: DynamoDBClient['send'] = async (command: { constructor: { name: string } }, ...rest: unknown[]) => {
      if (command.constructor.name === 'QueryCommand') throw new Error('no');
      return table.client.send(command as never, ...(rest as []));
    };
    const { trimming } = stores({ send } as DynamoDBClient);

    const record = await trimming.record(now(endpointId), undefined, signal);

    expect(record.status).toBe('delivered');
    expect(await left()).toEqual([0, 90]);
  });
});

it('takes nothing along while a delivery is pending', async () => {
  const endpointId = newId('whe');
  const left = await past(endpointId, 90);

  await stores().trimming.record(progress(at(endpointId, 0), { at: daysAgo(0) }), undefined, signal);

  expect(await left()).toEqual([0, 90]);
});
