import {
  assertWhole,
  type BudgetTerms,
  budgetOf,
  type CostBudget,
  secondsUntil,
  windowAt,
} from '../runtime/graph/budget/cost-budget.ts';

/** By tenant: the window that was charged last, and what of it is used. */
export type BudgetWindows = Map<string, { readonly start: number; readonly used: number }>;

/** The twin of budgets in DynamoDB, which instances share by their windows: the same suite runs against both. */
export function inMemoryBudget(
  terms: BudgetTerms,
  now: () => number = Date.now,
  windows: BudgetWindows = new Map(),
): CostBudget {
  return {
    charge: async ({ tenant, plan, cost }) => {
      assertWhole(cost);
      const limit = budgetOf(terms, plan);
      if (cost > limit) return { outcome: 'over-plan', limit };
      const { start, end } = windowAt(now(), terms);
      const stored = windows.get(tenant);
      const used = stored !== undefined && stored.start >= start ? stored.used : 0;
      if (used + cost > limit) {
        const until = Math.max(end, (stored?.start ?? 0) + terms.windowSeconds * 1000);
        return {
          outcome: 'refused',
          remaining: Math.max(0, limit - used),
          retryAfterSeconds: secondsUntil(until, now()),
        };
      }
      windows.set(tenant, { start: Math.max(start, stored?.start ?? 0), used: used + cost });
      return { outcome: 'charged', remaining: limit - used - cost };
    },
  };
}
