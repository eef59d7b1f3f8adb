import type { CallFacts } from '../core/call.ts';
import type { Telemetry } from '../telemetry/telemetry.ts';
import { budgetProblem, type CostBudget, overPlan } from './budget/cost-budget.ts';
import { limitRefusal } from './refusal.ts';

/**
 * Charges an operation to the budget of its caller's tenant, before it runs.
 *
 * @returns what is left; undefined where nothing is charged
 * @throws Problem `budget-exceeded` with when to come again; DocumentRefusal for what the plan has in no minute
 */
export async function charge(
  budget: CostBudget,
  cost: number,
  { caller, correlationId, signal }: CallFacts,
  log: Telemetry['log'],
): Promise<number | undefined> {
  if (caller === undefined) return undefined;
  const charged = await budget.charge({ tenant: caller.tenant, plan: caller.plan, cost }, signal);
  switch (charged.outcome) {
    case 'charged':
      return charged.remaining;
    case 'refused':
      throw budgetProblem(charged);
    case 'over-plan':
      throw limitRefusal(overPlan(cost, charged));
    case 'unmetered':
      log.warn('cost not charged', { correlationId, tenant: caller.tenant, cost }, charged.cause);
      return undefined;
  }
}
