import { ConditionalCheckFailedException, type DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { isTransient } from '../../aws/failures.ts';
import { tenantKey } from '../../aws/tenant-key.ts';
import {
  assertWhole,
  type BudgetTerms,
  budgetOf,
  type Charge,
  type Charged,
  type CostBudget,
  secondsUntil,
  type Window,
  windowAt,
} from './cost-budget.ts';

/** The table of budgets: one item a tenant and region, which its next window overwrites. */
export const budgetTable = { partitionKey: 'pk' } as const;

export interface BudgetPlace {
  readonly table: string;
  /** A region has a budget of its own: replicas that add to one number would lose what the other one added. */
  readonly region: string;
}

/** What is in the item: the window that was charged last, in milliseconds since the epoch, and what of it is used. */
interface Used {
  readonly windowStart: number;
  readonly used: number;
}

/**
 * Refusals of an item that is asked too often, about 1000 times a second: it can't be a way around the budget.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 */
const throttled: ReadonlySet<unknown> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ThrottlingException',
]);

/**
 * Budgets in a DynamoDB table. A charge is one conditional update: it opens a window, or adds to the one that is open. An
 * instance that has not charged a tenant in this window takes it to be closed, and learns in a second update if it is not.
 */
export function dynamoDBBudget(
  client: DynamoDBClient,
  place: BudgetPlace,
  terms: BudgetTerms,
  now: () => number = Date.now,
): CostBudget {
  const opened = new Opened();
  return {
    charge: async (charge, signal) => {
      assertWhole(charge.cost);
      const limit = budgetOf(terms, charge.plan);
      if (charge.cost > limit) return { outcome: 'over-plan', limit };
      const window = windowAt(now(), terms);
      try {
        const charged = await update(client, place, { ...charge, limit, window, opened }, signal);
        if (typeof charged === 'number') return { outcome: 'charged', remaining: Math.max(0, limit - charged) };
        const end = Math.max(window.end, charged.windowStart + terms.windowSeconds * 1000);
        const retryAfterSeconds = secondsUntil(end, now());
        return { outcome: 'refused', remaining: Math.max(0, limit - charged.used), retryAfterSeconds };
      } catch (error) {
        return withoutTable(error);
      }
    },
  };
}

interface Update extends Charge {
  readonly limit: number;
  readonly window: Window;
  readonly opened: Opened;
}

/** @returns what is used with this charge, or what was used already where there is no room */
async function update(
  client: DynamoDBClient,
  { table, region }: BudgetPlace,
  { tenant, cost, limit, window, opened }: Update,
  signal: AbortSignal,
): Promise<number | Used> {
  const room = limit - cost;
  let isOpen = opened.has(tenant, window.start);
  for (;;) {
    const command = new UpdateItemCommand({
      TableName: table,
      Key: { [budgetTable.partitionKey]: { S: tenantKey(tenant, `graph-cost#${region}`) } },
      // A clock that is behind charges the window that another instance has opened.
      ...(isOpen
        ? { UpdateExpression: 'ADD used :cost', ConditionExpression: 'windowStart >= :start AND used <= :room' }
        : {
            UpdateExpression: 'SET windowStart = :start, used = :cost',
            ConditionExpression: 'attribute_not_exists(windowStart) OR windowStart < :start',
          }),
      ExpressionAttributeValues: {
        ':start': { N: String(window.start) },
        ':cost': { N: String(cost) },
        ...(isOpen && { ':room': { N: String(room) } }),
      },
      ReturnValues: 'UPDATED_NEW',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });
    try {
      const { Attributes } = await client.send(command, { abortSignal: signal });
      opened.add(tenant, window.start);
      return Number(Attributes?.used?.N);
    } catch (error) {
      const found = usedOf(error);
      isOpen = found !== undefined && found.windowStart >= window.start;
      if (isOpen) opened.add(tenant, window.start);
      if (found !== undefined && isOpen && found.used > room) return found;
    }
  }
}

/** What a condition failed on; undefined where there is no item. @throws any other error */
function usedOf(error: unknown): Used | undefined {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  const { windowStart, used } = error.Item ?? {};
  return windowStart === undefined ? undefined : { windowStart: Number(windowStart.N), used: Number(used?.N) };
}

function withoutTable(error: unknown): Charged {
  if (throttled.has(Object(error).name)) return { outcome: 'refused', remaining: 0, retryAfterSeconds: 1 };
  if (isTransient(error)) return { outcome: 'unmetered', cause: error };
  throw error;
}

/** The tenants whose window this instance knows to be open. */
class Opened {
  #start = 0;
  readonly #tenants = new Set<string>();

  has(tenant: string, start: number): boolean {
    return this.#start === start && this.#tenants.has(tenant);
  }

  add(tenant: string, start: number): void {
    if (this.#start !== start) this.#tenants.clear();
    this.#start = start;
    this.#tenants.add(tenant);
  }
}
