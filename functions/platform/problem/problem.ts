import { type ProblemCode, problemCodes } from './codes.ts';

/** One finding in a request: in the body (`pointer`) or in a parameter or header (`parameter`). */
export type ProblemFinding =
  | { readonly pointer: string; readonly detail: string }
  | { readonly parameter: string; readonly detail: string };

export interface ProblemOptions {
  readonly errors?: readonly ProblemFinding[];
  readonly headers?: Readonly<Record<string, string>>;
  /** For logs only; a client never sees it. */
  readonly cause?: unknown;
}

/** A problem document as RFC 9457 describes it, with Penstock's own members. */
export interface ProblemDocument {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly correlationId: string;
  readonly retryable: boolean;
  readonly errors?: readonly ProblemFinding[];
}

/** The one error that is answered as it is; anything else thrown becomes `internal-error`. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly errors: readonly ProblemFinding[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, detail: string, { errors = [], headers = {}, cause }: ProblemOptions = {}) {
    super(detail, { cause });
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }

  /** A problem stays itself; an unknown error keeps its secrets in `cause`. */
  static from(error: unknown): Problem {
    if (error instanceof Problem) return error;
    return new Problem('internal-error', 'Something went wrong on our side. Quote the instance when you report it.', {
      cause: error,
    });
  }

  get status(): number {
    return problemCodes[this.code].status;
  }

  toDocument(requestId: string, correlationId: string): ProblemDocument {
    const { title, status, retryable } = problemCodes[this.code];
    return {
      type: `urn:penstock:problem:${this.code}`,
      title,
      status,
      detail: this.message,
      instance: `urn:uuid:${requestId}`,
      correlationId,
      retryable,
      ...(this.errors.length > 0 && { errors: this.errors.slice(0, MAX_ERRORS) }),
    };
  }
}

/** The contract's bound on `errors`. */
const MAX_ERRORS = 1000;
