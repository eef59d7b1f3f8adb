import { dynamoDBClient } from '../platform/aws/dynamodb.ts';
import { once } from '../platform/once.ts';
import { lambdaRuntime, type Runtime } from '../platform/operation.ts';
import type { OperationContract } from '../platform/operation-contract.ts';
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
  orders: once(() => {
    const { ORDERS_TABLE: table, AWS_REGION: region } = readOrdersEnv();
    return dynamoDBOrders(dynamoDBClient(contract, lambdaRuntime().telemetry.tracer), { table, region });
  }),
});
