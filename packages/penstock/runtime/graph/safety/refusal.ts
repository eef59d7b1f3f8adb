/** Why a document or an operation is refused: a closed list, for the answer's `extensions.code`. */
export type LimitCode =
  | 'batch-refused'
  | 'document-too-long'
  | 'token-limit'
  | 'operation-limit'
  | 'depth-limit'
  | 'alias-limit'
  | 'root-field-limit'
  | 'directive-limit'
  | 'fragment-spread-limit'
  | 'duplicate-limit'
  | 'introspection-disabled'
  | 'list-size-limit'
  | 'slicing-argument-required'
  | 'cost-limit';

/** A request that is over one of the graph's limits. Trying it again changes nothing. */
export interface LimitRefusal {
  readonly code: LimitCode;
  /** What is counted, for a person: `Fragment spreads`, or the field whose list is too long. */
  readonly what: string;
  /** As far as was counted: counting stops at the largest whole number that is exact, reading at the limit. */
  readonly received: number;
  readonly limit: number;
}

/** A sentence for whoever sent it. */
export const refusalText = ({ what, received, limit }: LimitRefusal): string =>
  `${what}: received ${received}, the limit is ${limit}.`;

/** Sums and products that stay exact whatever is put into them. */
export const plus = (a: number, b: number): number => Math.min(Number.MAX_SAFE_INTEGER, a + b);
export const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : Math.min(Number.MAX_SAFE_INTEGER, a * b);
