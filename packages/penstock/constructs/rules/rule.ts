import type { Check, Templates } from 'penstock-rules/rule';
import type { Consumer } from '../../contract/events/model.ts';
import type { GraphContract } from '../../contract/graph/model.ts';
import type { Contract } from '../../contract/model.ts';
import type { AppStage } from '../stage/app-stage.ts';

/** All that a rule of the kit judges: what was promised and what was synthesized. */
export interface Subject extends Templates {
  readonly contract: Contract;
  readonly graph?: GraphContract | undefined;
  readonly consumers: readonly Consumer[];
  readonly stage: AppStage;
}

/** What the templates owe to the contract and the stage; what they owe to anybody is a rule of `penstock-rules`. */
export type Rule = Check<Subject>;
