import { defineRule, type Templates, type Violation } from '../rule.ts';
import { distinct, type Resource, violation } from '../template/resources.ts';
import { stagesOf, throttledMethodsOf } from '../template/throttles.ts';

export const littlesLawRule = defineRule({
  id: 'littles-law',
  title: 'A function may run as often at once as its throttle times its duration says',
  why: 'What the gateway lets through and the function may not run is throttled behind the gateway: an error of 5xx for a caller who kept the limit.',
  source: 'https://docs.aws.amazon.com/lambda/latest/dg/lambda-concurrency.html',
  check: ({ stacks, limits }) =>
    distinct(
      stacks
        .flatMap(stagesOf)
        .flatMap(throttledMethodsOf)
        .flatMap(({ target, throttle }) => judge(target, throttle?.rate, limits)),
    ),
});

/** Concurrency is the rate times the duration, as Little's law has it; without a reservation the account's is the limit. */
function judge(
  target: Resource | undefined,
  rate: unknown,
  { functionDurationMs }: Templates['limits'],
): readonly Violation[] {
  if (target === undefined) return [];
  const { ReservedConcurrentExecutions: reserved } = target.properties;
  if (typeof reserved !== 'number' || typeof rate !== 'number') return [];
  const needed = Math.ceil((rate * functionDurationMs) / 1000);
  if (reserved >= needed) return [];
  const message = `received ${reserved}, expected at least ${needed}: ${rate} requests a second of ${functionDurationMs} ms each`;
  const fix =
    'raise `reservedConcurrentExecutions` of the Function, lower the throttle of the method, or say `limits.functionDurationMs`';
  return [violation(target, 'Properties.ReservedConcurrentExecutions', message, fix)];
}
