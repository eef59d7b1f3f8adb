import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from '@jest/globals';
import type { OrderRepository } from '../../../functions/orders/application/order-repository.ts';
import { type Engine, startEngine } from '../../support/dynamodb.ts';
import { dynamoDBOrders, inMemoryOrders } from './stores.ts';

/** The stores of orders, for a suite that runs against each, and the engine of the tests of a file. */
export function eachStore() {
  let engine: Engine;
  beforeAll(async () => {
    engine = await startEngine();
  });
  afterAll(() => engine.stop());
  const stores: [string, () => Promise<OrderRepository>][] = [
    ['in memory', async () => inMemoryOrders()],
    [
      'in DynamoDB',
      async () => {
        const table = `orders-${randomUUID()}`;
        await engine.createOrdersTable(table);
        return dynamoDBOrders(engine.client, { table, region: 'eu-west-1' });
      },
    ],
  ];
  return { engine: () => engine, stores };
}
