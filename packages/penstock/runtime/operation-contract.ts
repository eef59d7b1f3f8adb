import type { Answer } from './http/answer.ts';

export type { ServerSentEvent } from './http/stream/server-sent-event.ts';

/** What the contract promises about one operation: the shape of the generated `functions/generated/operations/*`. */
export interface OperationContract<Body = unknown, Query = unknown, Given extends Answer = Answer> {
  readonly operationId: string;
  readonly method: string;
  /** As written in the contract, with `{parameters}`. */
  readonly path: string;
  /** What callers show: any one of these is enough; none on a public operation. */
  readonly security: readonly SecurityRequirement[];
  readonly idempotency: 'required' | 'none';
  /** Milliseconds after which the operation has been answered, or its stream has begun, whatever happens. */
  readonly deadline: number;
  /** Of an operation that answers with a stream. */
  readonly stream?: { /** Milliseconds after which it has ended. */ readonly deadline: number };
  /** How often a dependency may be asked, the first time included. */
  readonly attempts: number;
  /** Milliseconds that one attempt may take. */
  readonly attemptTimeout: number;
  /** Absent: the operation takes no body. */
  readonly requestBody?: {
    readonly required: boolean;
    readonly mediaType: string;
    readonly validate: Validator<Body>;
  };
  readonly parameters: readonly ParameterContract[];
  /** How it may succeed, by status as the contract writes it: `201`, `2XX`. */
  readonly answers: Readonly<Record<string, AnswerContract>>;
  /** The statuses of its problems, as the contract writes them: `404`, `4XX`, `default`. */
  readonly problems: readonly string[];
  readonly deprecated?: { /** YYYY-MM-DD */ readonly sunset: string };
  /** Carries the type of the query parameters; never set. */
  readonly __query?: Query;
  /** Carries the type of the answers; never set. */
  readonly __answer?: Given;
}

/** One way in, with the scopes that it needs, all of them. */
export interface SecurityRequirement {
  readonly credential: 'token' | 'apiKey';
  /** That holds a key. */
  readonly header?: string;
  readonly scopes: readonly string[];
}

/** What the contract declares of one status that is no problem. */
export interface AnswerContract {
  /** Absent: the answer has no body. */
  readonly mediaType?: string;
  /** Every header that it may have, beside those that every response has; true: it must have it. */
  readonly headers: Readonly<Record<string, boolean>>;
  /**
   * Checks `{ headers, body }`, the headers by their names in lower case. Absent from the bundles of stages that do not
   * ask for it: it is compiled from whole schemas.
   */
  readonly validate?: Validator<unknown> | undefined;
}

export interface ParameterContract {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path';
  readonly required: boolean;
  readonly type: 'string' | 'integer' | 'boolean';
  readonly default?: string | number | boolean;
  readonly validate: Validator<unknown>;
}

/** A precompiled JSON Schema validator; after a refusal `errors` holds every finding. */
export interface Validator<T> {
  (value: unknown): value is T;
  errors?: readonly ValidationError[] | null;
}

export interface ValidationError {
  /** A JSON Pointer (RFC 6901) into the value. */
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Record<string, unknown>;
}

/** A generated type as a handler may answer with it: nothing changes an answer once it is given. */
export type Immutable<Type> = Type extends readonly (infer Item)[]
  ? readonly Immutable<Item>[]
  : Type extends object
    ? { readonly [Member in keyof Type]: Immutable<Type[Member]> }
    : Type;

/** What a contract's `2XX` and `3XX` stand for: every status of these classes that is registered (IANA). */
export type Success = 200 | 201 | 202 | 203 | 204 | 205 | 206 | 207 | 208 | 226;
export type Redirection = 300 | 301 | 302 | 303 | 304 | 305 | 307 | 308;
