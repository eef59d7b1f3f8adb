import { type Consumption, consumptionsOf } from './pollers.ts';
import { violation } from './resources.ts';
import type { Rule, Subject } from './rule.ts';

/** What must hold between the numbers of a queue, its poller and its function. */
export interface Inequality<Terms> {
  readonly id: string;
  /** What is to be changed when it does not, and where in it. */
  readonly of: 'queue' | 'mapping';
  readonly at: string;
  readonly holds: (terms: Terms) => boolean;
  readonly broken: (terms: Terms) => string;
  readonly fix: string;
}

/**
 * A rule for each inequality, so that the ids of the rules say which there are: what is proven of one queue and broken
 * by no fixture shows. A consumption without terms is another rule's.
 */
export const inequalityRules = <Terms>(
  termsOf: (consumption: Consumption, subject: Subject) => Terms | undefined,
  inequalities: readonly Inequality<Terms>[],
): readonly Rule[] =>
  inequalities.map(({ id, of, at, holds, broken, fix }) => ({
    id,
    check: (subject) =>
      subject.stacks.flatMap(consumptionsOf).flatMap((consumption) => {
        const terms = termsOf(consumption, subject);
        if (terms === undefined || holds(terms)) return [];
        return [violation(consumption[of], `Properties.${at}`, broken(terms), fix)];
      }),
  }));
