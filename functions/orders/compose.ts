import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDBClient } from 'penstock/runtime/aws/dynamodb';
import { lambdaRuntime, type Runtime } from 'penstock/runtime/core/runtime';
import { dynamoDBItems } from 'penstock/runtime/items/dynamodb-items';
import { lazy } from 'penstock/runtime/lazy';
import type { OperationContract } from 'penstock/runtime/operation-contract';
import { orderLayout } from './adapters/order-layout.ts';
import { orderRepository } from './adapters/order-repository.ts';
import type { OrderRepository } from './application/order-repository.ts';
import { readOrdersEnv } from './env.ts';

/** What an orders handler works with. */
export interface OrderServices {
  readonly runtime: () => Runtime;
  readonly orders: () => OrderRepository;
}

/** The services of a deployed function, each made at its first use and kept for the life of the process. */
export const compose = (contract: Pick<OperationContract, 'attempts' | 'attemptTimeout'>): OrderServices => ({
  runtime: lambdaRuntime,
  orders: lazy(() => ordersIn(dynamoDBClient(contract, lambdaRuntime().telemetry.tracer))),
});

/** The orders of the stage. */
export function ordersIn(client: DynamoDBClient): OrderRepository {
  const { ORDERS_TABLE: table, AWS_REGION: region } = readOrdersEnv();
  return orderRepository(dynamoDBItems(client, { table, region }, orderLayout));
}
