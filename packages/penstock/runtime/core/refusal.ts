import type { ProblemCode } from '../problem/codes.ts';
import { Problem, type ProblemFinding } from '../problem/problem.ts';

/** How every transport tells a refusal: the code from the kit's closed list, and a sentence for whoever called. */
export interface RefusalTerms {
  readonly code: ProblemCode;
  readonly detail: string;
}

export interface RefusalOptions {
  readonly errors?: readonly ProblemFinding[];
  /** For logs only. */
  readonly cause?: unknown;
}

/**
 * What a use case answers when it does not do what it was called for. Each transport maps it: HTTP to a problem document,
 * a queue to its dead-letter queue, since asking again changes nothing.
 */
export class Refusal<Reason extends string = string> extends Problem {
  override readonly name = 'Refusal';
  /** The use case's own word for it, from its closed list. */
  readonly reason: Reason;

  constructor(reason: Reason, { code, detail }: RefusalTerms, options: RefusalOptions = {}) {
    super(code, detail, options);
    this.reason = reason;
  }
}

/** The closed list of a use case's refusals. What it makes to throw can be none but those. */
export const refusals =
  <const Table extends Readonly<Record<string, RefusalTerms>>>(table: Table) =>
  <Reason extends keyof Table & string>(reason: Reason, options?: RefusalOptions): Refusal<Reason> =>
    new Refusal(reason, table[reason] as RefusalTerms, options);
