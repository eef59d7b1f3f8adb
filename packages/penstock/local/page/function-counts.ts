import type { EndedInvocation } from '../lambda/service.ts';

export interface FunctionCount {
  readonly invocations: number;
  readonly failures: number;
  readonly lastError?: { readonly at: number; readonly message: string };
}

export interface FunctionCounts {
  hear(invocation: EndedInvocation): void;
  of(functionName: string): FunctionCount;
}

const none: FunctionCount = { invocations: 0, failures: 0 };

/** Counts the invocations of functions since the cloud began. */
export function createFunctionCounts(now = Date.now): FunctionCounts {
  const counts = new Map<string, FunctionCount>();
  const of = (functionName: string) => counts.get(functionName) ?? none;
  return {
    hear: ({ functionName, result }) => {
      const before = of(functionName);
      const count = { ...before, invocations: before.invocations + 1 };
      if (result.kind !== 'error') return void counts.set(functionName, count);
      const message = `${result.error.errorType}: ${result.error.errorMessage}`;
      counts.set(functionName, { ...count, failures: count.failures + 1, lastError: { at: now(), message } });
    },
    of,
  };
}
