import type { Rate } from './definition.ts';

interface Counted {
  total: number;
  /** Requests by the step of time in which they came, oldest first. */
  readonly steps: Map<number, number>;
}

/** WAF looks about so often; here a request is counted as if it had come at the beginning of its step. */
const stepMs = 10_000;

/** WAF limits so many addresses at once; those that were silent longest are forgotten. */
const mostAddresses = 10_000;

/**
 * Counts requests by address over the window before each. Those that are refused count as well: an address that goes on
 * stays out.
 *
 * @param now milliseconds of a clock that never goes back
 * @returns whether a request is one too many
 * @see https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based.html
 */
export function rateCounter(
  { limit, windowSeconds }: Rate,
  now: () => number = () => performance.now(),
): (address: string) => boolean {
  const addresses = new Map<string, Counted>();
  const length = (windowSeconds * 1000) / stepMs;
  return (address) => {
    const step = Math.floor(now() / stepMs);
    const counted = addresses.get(address) ?? { total: 0, steps: new Map() };
    for (const [past, count] of counted.steps) {
      if (past > step - length) break;
      counted.steps.delete(past);
      counted.total -= count;
    }
    counted.steps.set(step, (counted.steps.get(step) ?? 0) + 1);
    counted.total++;
    addresses.delete(address);
    addresses.set(address, counted);
    if (addresses.size > mostAddresses) addresses.delete(addresses.keys().next().value ?? '');
    return counted.total > limit;
  };
}
