import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDBChanges, type ItemTable } from 'penstock/runtime/items/dynamodb-changes';
import { orderLayout } from '../adapters/order-layout.ts';
import { payableOrdersIn } from '../adapters/payable-orders.ts';
import type { PayableOrders } from '../application/payable-orders.ts';
import type { Claim } from '../application/payment-decisions.ts';
import type { PaymentOutcome } from '../domain/payment.ts';

export type { Claim, PayableOrders, PaymentOutcome };

/** The orders of a stage, for the context that takes the money. */
export const payableOrders = (client: DynamoDBClient, table: ItemTable): PayableOrders =>
  payableOrdersIn({ change: dynamoDBChanges(client, table, orderLayout) });
