import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import { Problem } from '../problem/problem.ts';
import { type LimitRefusal, refusalText } from './safety/refusal.ts';

/** A well-formed request whose document does not run: malformed, invalid, or over a limit. */
export class DocumentRefusal extends Problem {
  override readonly name = 'DocumentRefusal';
  /** What each finding has beside what all have: places, and a code of its own. */
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super('bad-request', findings[0]?.message ?? 'The document does not run.');
    this.findings = findings;
  }
}

interface Finding extends Pick<GraphQLFormattedError, 'message' | 'locations'> {
  readonly code?: string;
}

/** What graphql found in a document or in variables. */
export const invalidDocument = (errors: readonly GraphQLError[]): DocumentRefusal =>
  new DocumentRefusal(errors.map(({ message, locations }) => ({ message, ...(locations && { locations }) })));

/** What is over a limit of the graph: the limit's own code says which. */
export const limitRefusal = (refusal: LimitRefusal): DocumentRefusal =>
  new DocumentRefusal([{ message: refusalText(refusal), code: refusal.code }]);
