import { isThrown } from '../thrown.ts';
import { type ProblemCode, problemCodes, problemType } from './codes.ts';

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
  override readonly name: string = 'Problem';
  readonly code: ProblemCode;
  readonly errors: readonly ProblemFinding[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ProblemCode, detail: string, { errors = [], headers = {}, cause }: ProblemOptions = {}) {
    super(detail, { cause });
    this.code = code;
    this.errors = errors;
    this.headers = headers;
  }

  /** A problem stays itself; whatever else was thrown becomes `internal-error`. Never throws. */
  static from(thrown: unknown): Problem {
    return isThrown(thrown, Problem) ? thrown : Problem.unknown(thrown);
  }

  /** What we do not know keeps its secrets in `cause`. */
  static unknown(cause: unknown): Problem {
    return new Problem('internal-error', 'Something went wrong on our side. Quote the instance when you report it.', {
      cause,
    });
  }

  get status(): number {
    return problemCodes[this.code].status;
  }

  /** The document, within the contract's bounds, whatever the problem was made with. */
  toDocument(requestId: string, correlationId: string): ProblemDocument {
    const { title, status, retryable } = problemCodes[this.code];
    return {
      type: problemType(this.code),
      title,
      status,
      detail: within(MAX_DETAIL, this.message),
      instance: `urn:uuid:${requestId}`,
      correlationId,
      retryable,
      ...(this.errors.length > 0 && { errors: this.errors.slice(0, MAX_ERRORS).map(bounded) }),
    };
  }
}

/** The contract's bounds: on `errors`, and characters of a detail, of a finding's detail and of its place. */
const MAX_ERRORS = 1000;
const MAX_DETAIL = 1024;
const MAX_FINDING = 512;
const MAX_POINTER = 512;
const MAX_PARAMETER = 128;

const bounded = (finding: ProblemFinding): ProblemFinding => {
  const detail = within(MAX_FINDING, finding.detail);
  if ('parameter' in finding) return { parameter: within(MAX_PARAMETER, finding.parameter), detail };
  return { pointer: within(MAX_POINTER, finding.pointer), detail };
};

/** The beginning of a text; half a surrogate pair, which UTF-8 cannot carry, becomes U+FFFD. */
const within = (most: number, text: string): string => text.slice(0, most).toWellFormed();
