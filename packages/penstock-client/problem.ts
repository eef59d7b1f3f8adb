import { ClientError } from './errors.ts';

/** The code in a type of Penstock, `not-found` of `urn:penstock:problem:not-found`. */
export type CodeOf<Type extends string> = Type extends `urn:penstock:problem:${infer Code}`
  ? Code
  : Type extends 'about:blank'
    ? 'unknown'
    : string;

/** One finding in a request: in its body (`pointer`, a JSON Pointer fragment) or in a parameter or header (`parameter`). */
export interface ProblemFinding {
  readonly pointer?: string;
  readonly parameter?: string;
  readonly detail: string;
}

/**
 * A call that was answered with 400 or more: the members of its problem document (RFC 9457), or what can be said where
 * a proxy answered with something else.
 */
export class ProblemError<Type extends string = string> extends ClientError {
  override readonly name = 'ProblemError';
  /** A URI: `urn:penstock:problem:not-found`; `about:blank` where the answer is no problem document. */
  declare readonly type: Type;
  /** The last part of the type, to switch on: `not-found`; `unknown` for `about:blank`. */
  declare readonly code: CodeOf<Type>;
  declare readonly title: string;
  declare readonly status: number;
  /** Whether the same call may succeed later. */
  declare readonly retryable: boolean;
  /** To be quoted in a report. */
  declare readonly instance: string | undefined;
  declare readonly correlationId: string | undefined;
  declare readonly errors: readonly ProblemFinding[];
  declare readonly headers: Headers;

  constructor(status: number, headers: Headers, document: Readonly<Record<string, unknown>>) {
    const title = textOf(document.title) || `HTTP status ${status}`;
    super(textOf(document.detail) || title);
    const type = textOf(document.type) || 'about:blank';
    this.type = type as Type;
    this.code = (type === 'about:blank' ? 'unknown' : type.split(/[:/#]/).at(-1)) as CodeOf<Type>;
    this.title = title;
    this.status = status;
    this.retryable = typeof document.retryable === 'boolean' ? document.retryable : retryableStatuses.has(status);
    this.instance = textOf(document.instance);
    this.correlationId = textOf(document.correlationId);
    this.errors = Array.isArray(document.errors) ? document.errors.filter(isFinding) : [];
    this.headers = headers;
  }

  /** Where the body of the request was found wrong: `#/items/0/sku`. */
  get pointers(): readonly string[] {
    return this.errors.flatMap(({ pointer }) => pointer ?? []);
  }
}

/** One of several problems: its `type` and its `code` tell which. */
export type ProblemOf<Type extends string> = Type extends string ? ProblemError<Type> : never;

/** Whether a call failed with a problem; `Type` is what the contract says of it. */
export const isProblem = <Type extends string = string>(failure: unknown): failure is ProblemOf<Type> =>
  failure instanceof ProblemError;

/** Of the answer that a call failed with; undefined where it failed otherwise. */
export const statusOf = (failure: unknown): number | undefined =>
  failure instanceof ProblemError ? failure.status : undefined;

/**
 * Statuses of a server that is busy or away; RFC 9110, 15.6 and RFC 6585, 4.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.6
 */
export const retryableStatuses: ReadonlySet<number> = new Set([429, 502, 503, 504]);

/** Reads an answer of 400 or more, whatever it is made of. */
export function problemOf(status: number, headers: Headers, text: string): ProblemError {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    // A proxy's page of HTML: its status is all that is to be known.
  }
  return new ProblemError(status, headers, Object(document));
}

const isFinding = (value: unknown): value is ProblemFinding => textOf(Object(value).detail) !== undefined;

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
