import { randomUUID } from 'node:crypto';
import { ConditionalCheckFailedException, CreateTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type BudgetTerms,
  budgetProblem,
  budgetTerms,
  type CostBudget,
  overPlan,
} from '../../../runtime/graph/budget/cost-budget.ts';
import { budgetTable, dynamoDBBudget } from '../../../runtime/graph/budget/dynamodb-budget.ts';
import { startDynamodb, type TestDynamodb } from '../../../testkit/dynamodb.ts';
import { type BudgetWindows, inMemoryBudget } from '../../../testkit/in-memory-budget.ts';
import { recordingClient } from '../../../testkit/recording-client.ts';

const { signal } = new AbortController();
const terms: BudgetTerms = { plans: { pro: 1000 }, otherwise: 100, windowSeconds: 60 };
const noon = Date.parse('2026-11-29T12:00:00.000Z');
let engine: TestDynamodb;
const table = 'budgets';
const region = 'eu-west-1';

beforeAll(async () => {
  engine = await startDynamodb();
  const { partitionKey } = budgetTable;
  await engine.client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: partitionKey, AttributeType: 'S' }],
      KeySchema: [{ AttributeName: partitionKey, KeyType: 'HASH' }],
    }),
  );
});
afterAll(() => engine.stop());

const windows: BudgetWindows = new Map();
const kinds: [string, (now: () => number) => CostBudget][] = [
  ['in memory', (now) => inMemoryBudget(terms, now, windows)],
  ['in DynamoDB', (now) => dynamoDBBudget(engine.client, { table, region }, terms, now)],
];

describe.each(kinds)('a budget %s', (_name, create) => {
  let clock = noon;
  const now = () => clock;
  const chargeOf =
    (budget: CostBudget, tenant: string, plan: string | undefined = 'pro') =>
    (cost: number) =>
      budget.charge({ tenant, plan, cost }, signal);

  it('takes 27 of 60 charges of 37 at once out of 1000', async () => {
    const charge = chargeOf(create(now), randomUUID());

    const all = await Promise.all(Array.from({ length: 60 }, () => charge(37)));

    const charged = all.flatMap((one) => (one.outcome === 'charged' ? [one.remaining] : []));
    expect(charged.sort((a, b) => a - b)).toEqual(Array.from({ length: 27 }, (_, index) => 1 + 37 * index));
    expect(all.filter(({ outcome }) => outcome === 'refused')).toHaveLength(33);
  });

  it('is used up to the last unit, and says when the next window begins', async () => {
    clock = noon + 17_500;
    const charge = chargeOf(create(now), randomUUID());
    expect(await charge(999)).toEqual({ outcome: 'charged', remaining: 1 });
    expect(await charge(2)).toEqual({ outcome: 'refused', remaining: 1, retryAfterSeconds: 43 });
    expect(await charge(1)).toEqual({ outcome: 'charged', remaining: 0 });
    expect(await charge(1)).toEqual({ outcome: 'refused', remaining: 0, retryAfterSeconds: 43 });
    expect(await charge(0)).toEqual({ outcome: 'charged', remaining: 0 });
    clock = noon + 59_999;
    expect(await charge(1)).toMatchObject({ outcome: 'refused', retryAfterSeconds: 1 });
    clock = noon + 60_000;
    expect(await charge(1)).toEqual({ outcome: 'charged', remaining: 999 });
    clock = noon;
  });

  it('refuses at once what is more than a whole window has, the first charge too', async () => {
    const charge = chargeOf(create(now), randomUUID());
    expect(await charge(1001)).toEqual({ outcome: 'over-plan', limit: 1000 });
    expect(await charge(1000)).toEqual({ outcome: 'charged', remaining: 0 });
  });

  it('is that of the plan, and used by all plans of a tenant', async () => {
    const tenant = randomUUID();
    const budget = create(now);
    expect(await chargeOf(budget, tenant, 'pro')(150)).toEqual({ outcome: 'charged', remaining: 850 });
    for (const plan of [undefined, 'toString', 'free'] as const) {
      const charged = budget.charge({ tenant, plan, cost: 1 }, signal);
      expect(await charged).toMatchObject({ outcome: 'refused', remaining: 0 });
    }
    expect(await chargeOf(budget, tenant, 'free')(101)).toEqual({ outcome: 'over-plan', limit: 100 });
  });

  it('is used up to the last unit by an instance that did not open the window', async () => {
    const tenant = randomUUID();
    expect(await chargeOf(create(now), tenant)(900)).toEqual({ outcome: 'charged', remaining: 100 });
    expect(await chargeOf(create(now), tenant)(101)).toMatchObject({ outcome: 'refused', remaining: 100 });
    expect(await chargeOf(create(now), tenant)(100)).toEqual({ outcome: 'charged', remaining: 0 });
  });

  it('of one tenant is not that of another', async () => {
    const budget = create(now);
    await chargeOf(budget, `${randomUUID()}`)(1000);
    expect(await chargeOf(budget, `${randomUUID()}`)(1000)).toMatchObject({ outcome: 'charged' });
  });

  it('charges the open window where the clock is behind', async () => {
    const charge = chargeOf(create(now), randomUUID());
    clock = noon + 60_000;
    await charge(900);
    clock = noon + 59_000;
    expect(await charge(101)).toEqual({ outcome: 'refused', remaining: 100, retryAfterSeconds: 61 });
    expect(await charge(100)).toEqual({ outcome: 'charged', remaining: 0 });
    clock = noon;
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('fails for a cost of %s', async (cost) => {
    await expect(chargeOf(create(now), 'acme')(cost)).rejects.toThrow(TypeError);
  });

  it('never lets a window cost more than it has, whatever is asked of it at once', async () => {
    const costs = fc.array(fc.array(fc.integer({ min: 0, max: 600 }), { minLength: 1, maxLength: 6 }), {
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(costs, async (rounds) => {
        const tenant = randomUUID();
        const instances = [create(now), create(now)];
        let used = 0;
        for (const round of rounds) {
          const all = await Promise.all(
            round.map((cost, index) => chargeOf(instances[index % 2] as CostBudget, tenant)(cost)),
          );
          used += all.reduce((sum, { outcome }, index) => sum + (outcome === 'charged' ? Number(round[index]) : 0), 0);
        }
        expect(used).toBeLessThanOrEqual(1000);
      }),
      { numRuns: 25 },
    );
  });
});

describe('a budget in DynamoDB', () => {
  const place = { table, region };
  const charge = { tenant: 'acme', plan: 'pro', cost: 10 };
  const failing = (name: string) => () => {
    throw Object.assign(new Error('no'), { name });
  };

  it('is one update a charge once its window is known to be open', async () => {
    const { client, sent } = recordingClient<DynamoDBClient>(() => ({ Attributes: { used: { N: '10' } } }));
    const budget = dynamoDBBudget(client, place, terms, () => noon);

    for (let index = 0; index < 3; index++) await budget.charge(charge, signal);

    expect(sent.map(({ input }) => input.UpdateExpression)).toEqual([
      'SET windowStart = :start, used = :cost',
      'ADD used :cost',
      'ADD used :cost',
    ]);
    expect(sent[0]).toMatchObject({ name: 'UpdateItemCommand', signal, input: { TableName: table } });
    expect(sent[0]?.input.Key).toEqual({ pk: { S: 'acme#graph-cost#eu-west-1' } });
  });

  it('opens again what was deleted', async () => {
    const answers = [
      () => ({ Attributes: { used: { N: '10' } } }),
      () => {
        throw new ConditionalCheckFailedException({ message: 'no', $metadata: {} });
      },
      () => ({ Attributes: { used: { N: '10' } } }),
    ];
    const { client, sent } = recordingClient<DynamoDBClient>(() => answers.shift()?.() ?? {});
    const budget = dynamoDBBudget(client, place, terms, () => noon);
    await budget.charge(charge, signal);
    expect(await budget.charge(charge, signal)).toEqual({ outcome: 'charged', remaining: 990 });
    expect(sent).toHaveLength(3);
  });

  it.each(['TimeoutError', 'InternalServerError', 'ServiceUnavailable'])(
    'lets an operation run unmetered when the table is away: %s',
    async (name) => {
      const { client } = recordingClient<DynamoDBClient>(failing(name));
      const charged = await dynamoDBBudget(client, place, terms).charge(charge, signal);
      expect(charged).toMatchObject({ outcome: 'unmetered', cause: { name } });
    },
  );

  it.each(['ThrottlingException', 'ProvisionedThroughputExceededException', 'RequestLimitExceeded'])(
    'refuses a tenant that asks more often than an item can answer: %s',
    async (name) => {
      const { client } = recordingClient<DynamoDBClient>(failing(name));
      const charged = await dynamoDBBudget(client, place, terms).charge(charge, signal);
      expect(charged).toEqual({ outcome: 'refused', remaining: 0, retryAfterSeconds: 1 });
    },
  );

  it.each(['AccessDeniedException', 'ResourceNotFoundException', 'AbortError'])('fails with %s', async (name) => {
    const { client } = recordingClient<DynamoDBClient>(failing(name));
    await expect(dynamoDBBudget(client, place, terms).charge(charge, signal)).rejects.toMatchObject({ name });
  });
});

describe('budgets of a contract', () => {
  it('are those of its plans for a minute, and a usual one where a plan says nothing', () => {
    expect(budgetTerms({ free: { graphCost: 500 }, pro: {} })).toEqual({
      plans: { free: 500, pro: 10_000 },
      otherwise: 10_000,
      windowSeconds: 60,
    });
  });

  it('say when to come again, and what never fits', () => {
    const problem = budgetProblem({ outcome: 'refused', remaining: 3, retryAfterSeconds: 17 });
    expect(problem).toMatchObject({ code: 'budget-exceeded', status: 429, headers: { 'Retry-After': '17' } });
    expect(problem.message).toBe('The operation costs more than the 3 that are left. There is more in 17 s.');
    expect(overPlan(30, { outcome: 'over-plan', limit: 20 })).toMatchObject({
      code: 'cost-limit',
      received: 30,
      limit: 20,
    });
  });
});
