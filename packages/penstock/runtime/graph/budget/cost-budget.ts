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
