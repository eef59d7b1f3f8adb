import type { SynthesizedStack } from '../rule.ts';

/** Reads something of a stack once: thirty rules ask the same of a template that does not change while they judge it. */
export function perStack<T>(read: (stack: SynthesizedStack) => T): (stack: SynthesizedStack) => T {
  const known = new WeakMap<SynthesizedStack, { readonly value: T }>();
  return (stack) => {
    const found = known.get(stack) ?? { value: read(stack) };
    known.set(stack, found);
    return found.value;
  };
}
