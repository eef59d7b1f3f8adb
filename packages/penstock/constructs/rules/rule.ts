import type { Consumer } from '../../contract/events/model.ts';
import type { JsonObject } from '../../contract/json.ts';
import type { Contract } from '../../contract/model.ts';
import type { Stage } from '../stage/stage.ts';

/** One synthesized stack. */
export interface SynthesizedStack {
  readonly name: string;
  readonly region: string;
  readonly template: JsonObject;
}

/** All that a rule judges: what was promised and what was synthesized. */
export interface Subject {
  readonly contract: Contract;
  readonly consumers: readonly Consumer[];
  readonly stage: Stage;
  readonly stacks: readonly SynthesizedStack[];
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
export interface Rule {
  readonly id: string;
  readonly check: (subject: Subject) => readonly Violation[];
}
