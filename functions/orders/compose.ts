import { dynamoDBClient } from 'penstock/runtime/aws/dynamodb';
import { lazy } from 'penstock/runtime/lazy';
import { lambdaRuntime, type Runtime } from 'penstock/runtime/operation';
import type { OperationContract } from 'penstock/runtime/operation-contract';
import { dynamoDBOrders } from './adapters/dynamodb-orders.ts';
import type { OrderRepository } from './domain/order-repository.ts';
import { readOrdersEnv } from './env.ts';

/** What an orders handler works with. */
export interface OrderServices {
  readonly runtime: () => Runtime;
  readonly orders: () => OrderRepository;
}

/** The services of a deployed function, each made at its first use and kept for the life of the process. */
export const compose = (contract: Pick<OperationContract, 'attempts' | 'attemptTimeout'>): OrderServices => ({
  runtime: lambdaRuntime,
  orders: lazy(() => {
    const { ORDERS_TABLE: table, AWS_REGION: region } = readOrdersEnv();
    return dynamoDBOrders(dynamoDBClient(contract, lambdaRuntime().telemetry.tracer), { table, region });
  }),
});
