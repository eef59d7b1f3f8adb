import type { Answer } from './http/answer.ts';
import type { MediaType } from './http/media-type.ts';

export type { ServerSentEvent } from './http/stream/server-sent-event.ts';

/** What the contract promises about one operation: the shape of the generated `functions/generated/operations/*`. */
export interface OperationContract<
  Body = unknown,
  Query = unknown,
  Given extends Answer = Answer,
  Read = RequestParameters,
> {
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
  readonly requestBody?: BodyContract<Body> & {
    readonly required: boolean;
    /** What else it may be sent as. */
    readonly others?: readonly BodyContract<Body>[];
  };
  readonly parameters: readonly ParameterContract[];
  /** Reads the parameters; absent: there are none but those that every operation has. */
  readonly readParameters?: ParameterReader | undefined;
  /** How it may succeed, by status as the contract writes it: `201`, `2XX`. */
  readonly answers: Readonly<Record<string, AnswerContract>>;
  /** The media types that a caller chooses from by Accept; absent: there is no choice. */
  readonly produces?: readonly string[];
  /** The statuses of its problems, as the contract writes them: `404`, `4XX`, `default`. */
  readonly problems: readonly string[];
  readonly deprecated?: DeprecationContract;
  /** Carries the type of the query parameters; never set. */
  readonly __query?: Query;
  /** Carries the type of the answers; never set. */
  readonly __answer?: Given;
  /** Carries the types of the parameters in path, header and cookie; never set. */
  readonly __parameters?: Read;
}

export interface DeprecationContract {
  /** The last day that it works, YYYY-MM-DD. */
  readonly sunset: string;
  /** The day that it is deprecated from, YYYY-MM-DD. Absent: already. */
  readonly since?: string;
  /** The path of what takes its place, with `{parameters}`. */
  readonly successor?: string;
  /** Where people read what to do. */
  readonly link?: string;
}

/** What a body of one media type may be. */
export interface BodyContract<Body> {
  /** In lower case; a range (`image/*`) stands for each type in it. */
  readonly mediaType: string;
  /** Absent: bytes, which no schema is about. */
  readonly validate?: Validator<Body>;
  readonly read: BodyReader;
  /** Of a form. */
  readonly fields?: readonly FieldContract[];
  /** Absent: as many as any body of JSON may have. */
  readonly maxBytes?: number;
}

/** How a body is read. A contract names those that it needs, so that a bundle has no others. */
export interface BodyReader {
  readonly kind: 'bytes' | 'form' | 'json' | 'multipart' | 'text';
  /** @throws Problem for what cannot be read, or does not fit */
  read(content: BodyContract<unknown>, bytes: Buffer, type: MediaType | undefined): unknown;
}

export interface FieldContract {
  readonly name: string;
  readonly type: ValueShape | 'file' | { readonly array: 'file' };
  readonly style?: ParameterStyle;
  readonly explode?: boolean;
  /** Of each file. */
  readonly maxBytes?: number;
}

/** A file of multipart/form-data. Its name and its type are what its sender says. */
export interface UploadedFile {
  readonly filename?: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Values by the names of their parameters; a contract has types of its own where one is more than its text. */
export interface RequestParameters {
  readonly path: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly cookies: Readonly<Record<string, unknown>>;
}

type Texts<Value> = Readonly<Record<string, Value | undefined>> | null;

/** Where the parameters of a request stand. */
export interface SentParameters {
  readonly path: string;
  readonly pathParameters: Texts<string>;
  readonly queryStringParameters: Texts<string>;
  readonly multiValueQueryStringParameters: Texts<readonly string[]>;
  readonly headers: NonNullable<Texts<string>>;
  readonly multiValueHeaders: NonNullable<Texts<readonly string[]>>;
}

/** How parameters are read: the plainer they are, the less of a bundle that takes. */
export type ParameterReader = (
  contract: Pick<OperationContract, 'path' | 'parameters'>,
  sent: SentParameters,
) => ReadParameters;

export interface ReadParameters {
  readonly path: Readonly<Record<string, ParameterValue>>;
  readonly query: Readonly<Record<string, ParameterValue>>;
  readonly headers: Readonly<Record<string, ParameterValue>>;
  readonly cookies: Readonly<Record<string, ParameterValue>>;
}

export type ParameterValue =
  | string
  | number
  | boolean
  | null
  | readonly ParameterValue[]
  | { readonly [name: string]: ParameterValue };

/** One way in, with the scopes that it needs, all of them. */
export interface SecurityRequirement {
  readonly credential: 'token' | 'apiKey';
  /** That holds a key. */
  readonly header?: string;
  readonly scopes: readonly string[];
}

/** What the contract declares of one status that is no problem. */
export interface AnswerContract extends Partial<AnswerContent> {
  /** Every header that it may have, beside those that every response has; true: it must have it. */
  readonly headers: Readonly<Record<string, boolean>>;
  /** What else the body may be, by what a handler says of it. */
  readonly others?: readonly AnswerContent[];
}

export interface AnswerContent {
  /** Absent: the answer has no body. A range stands for each type in it. */
  readonly mediaType: string;
  /** Absent: as JSON. */
  readonly write?: 'bytes' | 'text';
  /**
   * Checks `{ headers, body }`, the headers by their names in lower case. Absent from the bundles of stages that do not
   * ask for it: it is compiled from whole schemas.
   */
  readonly validate?: Validator<unknown> | undefined;
}

export interface ParameterContract {
  readonly name: string;
  readonly in: 'query' | 'header' | 'path' | 'cookie';
  readonly required: boolean;
  /** What its text is read as. */
  readonly type: ValueShape;
  /** Absent: `form` in query and cookie, `simple` in path and header. */
  readonly style?: ParameterStyle;
  /** Absent: true of `form`, false of any other style (OpenAPI 3.1, Parameter Object). */
  readonly explode?: boolean;
  /** `?verbose` says something: true of a boolean, an empty list of a list, and otherwise as much as nothing. */
  readonly allowEmptyValue?: boolean;
  readonly default?: unknown;
  readonly validate: Validator<unknown>;
}

export type ParameterStyle = 'deepObject' | 'form' | 'label' | 'matrix' | 'pipeDelimited' | 'simple' | 'spaceDelimited';

/** What a text is read as; `json` is a JSON text, and `null` an empty one. */
export type ScalarShape = 'boolean' | 'integer' | 'json' | 'null' | 'number' | 'string';

export interface ArrayShape {
  readonly array: ItemShape;
}

export interface ObjectShape {
  readonly members: Readonly<Record<string, ItemShape>>;
  /** What members nobody named are read as; absent: there are none. */
  readonly others?: ItemShape;
}

/** Of several, the first that the text can be read as. */
export type ItemShape = ScalarShape | { readonly oneOf: readonly ScalarShape[] };

/** Of several, the first that the text can be read as and that fits the schema. */
export type ValueShape =
  | ScalarShape
  | ArrayShape
  | ObjectShape
  | { readonly oneOf: readonly (ScalarShape | ArrayShape | ObjectShape)[] };

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
