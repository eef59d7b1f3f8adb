import { dynamoDBClient } from 'penstock/runtime/aws/dynamodb';
import { lambdaRuntime } from 'penstock/runtime/core/runtime';
import { budgetTerms, type CostBudget } from 'penstock/runtime/graph/budget/cost-budget';
import { dynamoDBBudget } from 'penstock/runtime/graph/budget/dynamodb-budget';
import type { GraphContract } from 'penstock/runtime/graph/contract';
import { lazy } from 'penstock/runtime/lazy';
import { type OrderServices, ordersIn } from './compose.ts';
import { readGraphEnv } from './env.ts';

/** What the graph works with. */
export interface GraphServices extends OrderServices {
  /** What operations of a tenant may cost together. */
  readonly budget?: (() => CostBudget) | undefined;
}

/** The services of the deployed graph: its orders and its budget are in one service, which one client asks. */
export function composeGraph(contract: Pick<GraphContract, 'attempts' | 'attemptTimeout' | 'plans'>): GraphServices {
  const client = lazy(() => dynamoDBClient(contract, lambdaRuntime().telemetry.tracer));
  return {
    runtime: lambdaRuntime,
    orders: lazy(() => ordersIn(client())),
    budget: lazy(() => {
      const { GRAPH_BUDGET_TABLE: table, AWS_REGION: region } = readGraphEnv();
      return dynamoDBBudget(client(), { table, region }, budgetTerms(contract.plans));
    }),
  };
}
