import { Problem } from '../../problem/problem.ts';
import { defaultLimits } from '../safety/limits.ts';
import type { LimitRefusal } from '../safety/refusal.ts';

/** What the operations of a tenant may cost together in a window. */
export interface BudgetTerms {
  /** By plan of the caller. */
  readonly plans: Readonly<Record<string, number>>;
  /** Of a caller whose plan is none of them, or who has none. */
  readonly otherwise: number;
  /** Windows begin at multiples of it since the epoch. */
  readonly windowSeconds: number;
}

export interface Charge {
  readonly tenant: string;
  readonly plan: string | undefined;
  /** A whole number. */
  readonly cost: number;
}

export type Charged =
  | { readonly outcome: 'charged'; readonly remaining: number }
  /** What HTTP has 429 for. Nothing was charged. */
  | { readonly outcome: 'refused'; readonly remaining: number; readonly retryAfterSeconds: number }
  /** It costs more than the plan has in a whole window: coming again does not help. Nothing was charged. */
  | { readonly outcome: 'over-plan'; readonly limit: number }
  /** Where budgets are kept did not answer. The operation may run: its own cost is limited all the same. */
  | { readonly outcome: 'unmetered'; readonly cause: unknown };

/** Charges operations before they run, each in full or not at all. What a window has is never exceeded. */
export interface CostBudget {
  charge(charge: Charge, signal: AbortSignal): Promise<Charged>;
}

export interface Window {
  /** Milliseconds since the epoch, as `end`. */
  readonly start: number;
  readonly end: number;
}

export function windowAt(now: number, { windowSeconds }: Pick<BudgetTerms, 'windowSeconds'>): Window {
  const length = windowSeconds * 1000;
  const start = Math.floor(now / length) * length;
  return { start, end: start + length };
}

/** Seconds until a window ends, from 1. */
export const secondsUntil = (end: number, now: number): number => Math.max(1, Math.ceil((end - now) / 1000));

export const budgetOf = ({ plans, otherwise }: BudgetTerms, plan: string | undefined): number =>
  plan !== undefined && Object.hasOwn(plans, plan) ? Number(plans[plan]) : otherwise;

/** @throws TypeError where a charge is no whole number from 0: it would add to what is left */
export function assertWhole(cost: number): void {
  if (!Number.isSafeInteger(cost) || cost < 0) throw new TypeError(`Expected a whole cost from 0, received ${cost}`);
}

const WINDOW_SECONDS = 60;

/** What a plan that says nothing lets operations cost in a minute: ten as dear as one may be. */
const DEFAULT_BUDGET = 10 * defaultLimits.cost;

/** The terms of a contract's plans, by their names: `graphCost` is for a minute. */
export const budgetTerms = (plans: Readonly<Record<string, { readonly graphCost?: number }>>): BudgetTerms => ({
  plans: Object.fromEntries(Object.entries(plans).map(([name, { graphCost = DEFAULT_BUDGET }]) => [name, graphCost])),
  otherwise: DEFAULT_BUDGET,
  windowSeconds: WINDOW_SECONDS,
});

/** Seconds until the budgets of all tenants begin anew. */
export const secondsOfBudget = (now: number): number =>
  secondsUntil(windowAt(now, { windowSeconds: WINDOW_SECONDS }).end, now);

/**
 * What is left of a budget, and for how long (draft-ietf-httpapi-ratelimit-headers-11): of the graph it is known.
 */
export const budgetHeaders = (remaining: number, seconds: number): Record<string, string> => ({
  RateLimit: `"graph-cost";r=${remaining};t=${seconds}`,
});

/** How every transport tells that there is no room: 429 semantics, and when to come again. */
export const budgetProblem = ({ remaining, retryAfterSeconds }: Extract<Charged, { outcome: 'refused' }>): Problem =>
  new Problem(
    'budget-exceeded',
    `The operation costs more than the ${remaining} that are left. There is more in ${retryAfterSeconds} s.`,
    { headers: { 'Retry-After': String(retryAfterSeconds), ...budgetHeaders(remaining, retryAfterSeconds) } },
  );

/** It costs more than the plan has in a minute: as over the limit of one operation, and coming again changes nothing. */
export const overPlan = (cost: number, { limit }: Extract<Charged, { outcome: 'over-plan' }>): LimitRefusal => ({
  code: 'cost-limit',
  what: 'Cost of the operation on this plan',
  received: cost,
  limit,
});
