import { randomUUID } from 'node:crypto';
import { DynamoDBClient as Client, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { payableOrders } from '../../../functions/orders/published/payable-orders.ts';
import { type Engine, startEngine } from '../../support/dynamodb.ts';
import { dynamoDBOrders } from './stores.ts';
import { captured, claimOf, placement, stamp } from './support.ts';

const { signal } = new AbortController();
let engine: Engine;
let client: DynamoDBClient;
let calls: number[];

beforeAll(async () => {
  engine = await startEngine();
  client = new Client({
    endpoint: engine.endpoint,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  // The engine counts as DynamoDB bills: a unit for each KB of the table and of each index that a write changes.
  client.middlewareStack.add(
    (next) => async (args) => {
      const index = calls.push(0) - 1;
      const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'INDEXES' } });
      calls[index] = unitsOf(result.output);
      return result;
    },
    { step: 'initialize', name: 'count' },
  );
});
afterAll(async () => {
  client.destroy();
  await engine.stop();
});

const unitsOf = (output: object): number => {
  const { ConsumedCapacity } = output as { ConsumedCapacity?: { CapacityUnits?: number } };
  return ConsumedCapacity?.CapacityUnits ?? Number.NaN;
};

async function setUp() {
  const table = { table: `orders-${randomUUID()}`, region: 'eu-west-1' };
  await engine.createOrdersTable(table.table);
  const [orders, payable, placed] = [dynamoDBOrders(client, table), payableOrders(client, table), placement()];
  calls = [];
  await orders.place(placed, signal);
  return { orders, payable, placed };
}

describe('an order costs', () => {
  it('one round trip and one write when it is placed: its own, and its place in both lists', async () => {
    await setUp();

    expect(calls).toEqual([3]);
  });

  it('one write when a payment claims it: no list shows that', async () => {
    const { payable, placed } = await setUp();
    await payable.claim(claimOf(placed), signal);

    expect(calls.slice(1)).toEqual([1]);
  });

  it('8 write units in 3 calls from being placed to being paid', async () => {
    const { payable, placed } = await setUp();
    await payable.claim(claimOf(placed), signal);
    await payable.settle({ ...claimOf(placed), outcome: captured }, signal);

    expect(calls).toEqual([3, 1, 4]);
  });

  it('one call more when its key comes again, which writes nothing', async () => {
    const { orders, placed } = await setUp();

    expect((await orders.place({ ...placed, stamp: stamp() }, signal)).outcome).toBe('replayed');
    expect(calls).toEqual([3, 0]);
  });
});
