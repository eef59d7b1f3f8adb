import type { SynthesizedStack, Violation } from '../rule.ts';
import { type Consumption, consumptionsOf } from './pollers.ts';
import { violation } from './resources.ts';

/** What must hold between the numbers of a queue, its poller and its function. */
export interface Inequality<Terms> {
  /** What is to be changed when it does not, and where in it. */
  readonly of: 'queue' | 'mapping';
  readonly at: string;
  readonly holds: (terms: Terms) => boolean;
  readonly broken: (terms: Terms) => string;
  readonly fix: string;
}

/** Judges every queue that a function consumes; one without terms is another rule's. */
export const inequality =
  <Subject extends { readonly stacks: readonly SynthesizedStack[] }, Terms>(
    termsOf: (consumption: Consumption, subject: Subject) => Terms | undefined,
    { of, at, holds, broken, fix }: Inequality<Terms>,
  ) =>
  (subject: Subject): readonly Violation[] =>
    subject.stacks.flatMap(consumptionsOf).flatMap((consumption) => {
      const terms = termsOf(consumption, subject);
      if (terms === undefined || holds(terms)) return [];
      return [violation(consumption[of], `Properties.${at}`, broken(terms), fix)];
    });
