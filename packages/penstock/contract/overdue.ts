import type { Contract } from './model.ts';

/**
 * What is still served after its last day, as a sentence for each.
 *
 * @param today YYYY-MM-DD
 */
export const overdue = ({ operations }: Pick<Contract, 'operations'>, today: string): readonly string[] =>
  operations.flatMap(({ operationId, deprecation }) =>
    deprecation !== undefined && deprecation.sunset < today
      ? [`The last day of ${operationId} was ${deprecation.sunset}, and it is still served.`]
      : [],
  );

/** What to do about it. */
export const overdueFix =
  'Ask `penstock sunset` who calls it; then remove it, refuse it by `refuseAfterSunset: true` in the stage, or name a later x-sunset.';

/** YYYY-MM-DD, in UTC. */
export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);
