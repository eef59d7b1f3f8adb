/** What the contract promises about one operation: the shape of the generated `functions/generated/operations/*`. */
export interface OperationContract<Body = unknown, Query = unknown> {
  readonly operationId: string;
  readonly method: string;
  /** As written in the contract, with `{parameters}`. */
  readonly path: string;
  /** The scopes a caller needs, all of them; empty on a public operation. */
  readonly scopes: readonly string[];
  readonly idempotency: 'required' | 'none';
  /** Milliseconds after which the operation has been answered, whatever happens. */
  readonly deadline: number;
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
  readonly deprecated?: { /** YYYY-MM-DD */ readonly sunset: string };
  /** Carries the type of the query parameters; never set. */
  readonly __query?: Query;
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
