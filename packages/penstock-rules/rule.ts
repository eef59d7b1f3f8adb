import type { JsonObject } from './json.ts';
import type { Limits } from './limits.ts';

/** One synthesized stack. */
export interface SynthesizedStack {
  readonly name: string;
  /** Empty where the stack is bound to no region. */
  readonly region: string;
  readonly template: JsonObject;
}

/** All that a rule of this package judges: templates, and facts of the account that they do not say. */
export interface Templates {
  readonly stacks: readonly SynthesizedStack[];
  readonly limits: Limits;
}

export interface Violation {
  readonly stack: string;
  readonly logicalId: string;
  /** Where in the resource: `Properties.Timeout`. */
  readonly location: string;
  /** What was received and what was expected. */
  readonly message: string;
  readonly fix: string;
}

/** Something that CloudFormation would accept and production would not forgive. */
export interface Check<Subject> {
  readonly id: string;
  readonly check: (subject: Subject) => readonly Violation[];
}

/** A check that explains itself: its row in the README is made of these. */
export interface Rule<Id extends string = string> extends Check<Templates> {
  readonly id: Id;
  /** What holds where the rule is kept. */
  readonly title: string;
  /** What happens where it is not. */
  readonly why: string;
  /** The page that says so. */
  readonly source: string;
}

/** Keeps the id as a literal type, so that options can name rules by it. */
export const defineRule = <const Id extends string>(rule: Rule<Id>): Rule<Id> => rule;
