/** A value of a mapping template. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  /** A string in double quotes, whose references are filled in. */
  | { readonly kind: 'text'; readonly parts: readonly Part[] }
  | Reference
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'binary'; readonly operator: Operator; readonly left: Expression; readonly right: Expression };

export type Operator = '==' | '!=' | '&&' | '||';

/** `$input.params('x')`: a name, and members and calls after it. */
export interface Reference {
  readonly kind: 'reference';
  readonly name: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly member: string;
  /** Absent: it is no call. */
  readonly args?: readonly Expression[];
}

export type Part =
  | string
  | Reference
  | { readonly kind: 'set'; readonly target: Reference; readonly value: Expression }
  | { readonly kind: 'if'; readonly branches: readonly Branch[] };

export interface Branch {
  /** Absent: `#else`. */
  readonly condition?: Expression;
  readonly parts: readonly Part[];
}

/** Why a template is not understood. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
