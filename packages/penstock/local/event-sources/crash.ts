import type { FaultDecisions } from '../faults/faults.ts';

/** The fault of an invocation, as the function's service takes it. */
export function crash(faults: FaultDecisions): { readonly crashAfter?: number } {
  const crashAfter = faults.crashAfter();
  return crashAfter === undefined ? {} : { crashAfter };
}
