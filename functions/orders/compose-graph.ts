import { dynamoDBClient } from 'penstock/runtime/aws/dynamodb';
import { lambdaRuntime } from 'penstock/runtime/core/runtime';
import { budgetTerms, type CostBudget } from 'penstock/runtime/graph/budget/cost-budget';
import { dynamoDBBudget } from 'penstock/runtime/graph/budget/dynamodb-budget';
import type { GraphContract } from 'penstock/runtime/graph/contract';
import type { graphHandler } from 'penstock/runtime/graph/handler';
import { dynamoDBItemsById, type ItemsById } from 'penstock/runtime/items/batch-get';
import { lazy } from 'penstock/runtime/lazy';
import { orderLayout } from './adapters/order-layout.ts';
import { type OrderServices, ordersIn } from './compose.ts';
import type { OrderRecord } from './domain/record.ts';
import { readGraphEnv, readOrdersEnv } from './env.ts';

/** What the graph works with. */
export interface GraphServices extends OrderServices {
  readonly ordersById: () => ItemsById<OrderRecord>;
  /** What operations of a tenant may cost together. */
  readonly budget?: (() => CostBudget) | undefined;
  /** Of the stage; absent: those that the function is told. */
  readonly settings?: Parameters<typeof graphHandler>[1]['settings'];
}

/** The services of the deployed graph: its orders and its budget are in one service, which one client asks. */
export function composeGraph(contract: Pick<GraphContract, 'attempts' | 'attemptTimeout' | 'plans'>): GraphServices {
  const client = lazy(() => dynamoDBClient(contract, lambdaRuntime().telemetry.tracer));
  return {
    runtime: lambdaRuntime,
    orders: lazy(() => ordersIn(client())),
    ordersById: lazy(() => dynamoDBItemsById(client(), readOrdersEnv().ORDERS_TABLE, orderLayout)),
    budget: lazy(() => {
      const { GRAPH_BUDGET_TABLE: table, AWS_REGION: region } = readGraphEnv();
      return dynamoDBBudget(client(), { table, region }, budgetTerms(contract.plans));
    }),
  };
}
