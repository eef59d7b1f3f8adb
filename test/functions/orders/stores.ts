import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { ItemTable } from 'penstock/runtime/items/dynamodb-changes';
import { dynamoDBItems } from 'penstock/runtime/items/dynamodb-items';
import { itemOf } from 'penstock/runtime/items/item-layout';
import { inMemoryItems } from 'penstock/testkit/in-memory-items';
import { orderLayout } from '../../../functions/orders/adapters/order-layout.ts';
import { orderRepository } from '../../../functions/orders/adapters/order-repository.ts';
import { payableOrdersIn } from '../../../functions/orders/adapters/payable-orders.ts';
import type { OrderRecord } from '../../../functions/orders/domain/record.ts';

export const inMemoryOrders = (records = new Map<string, OrderRecord>()) =>
  orderRepository(inMemoryItems(orderLayout, records));

export const inMemoryPayableOrders = (records = new Map<string, OrderRecord>()) =>
  payableOrdersIn(inMemoryItems(orderLayout, records));

export const dynamoDBOrders = (client: DynamoDBClient, table: ItemTable) =>
  orderRepository(dynamoDBItems(client, table, orderLayout));

export const orderItem = (record: OrderRecord, region = 'eu-west-1') => itemOf(orderLayout, record, region);
