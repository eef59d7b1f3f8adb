import type { Cors } from './cors.ts';
import type { Deprecation } from './deprecation.ts';
import type { JsonObject } from './json.ts';
import type { MediaKind } from './media-kind.ts';
import type { RpcRoute } from './rpc/route.ts';

/** What the contract promises, read once and checked: everything else is derived from it. */
export interface Contract {
  readonly file: string;
  readonly title: string;
  readonly version: string;
  /** In the order of the contract. */
  readonly operations: readonly Operation[];
  readonly plans: Readonly<Record<string, Plan>>;
  /** Absent: no page of another origin reads what it answers. */
  readonly cors?: Cors;
  /** Every scope that the security schemes declare or an operation asks for. */
  readonly scopes: readonly string[];
  /** The OpenAPI document as parsed, its references kept. */
  readonly document: JsonObject;
  /** The same as code is derived from it: what the schemas of the operations refer to. */
  readonly derived: JsonObject;
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

export interface Operation {
  readonly operationId: string;
  readonly method: Method;
  /** With its `{parameters}`. */
  readonly path: string;
  /** What callers show: any one of these is enough; none on a public operation. */
  readonly security: readonly SecurityRequirement[];
  readonly policy: Policy;
  readonly timeouts: TimeoutChain;
  /** Absent: it is not deprecated. */
  readonly deprecation?: Deprecation;
  readonly parameters: readonly Parameter[];
  /** Absent: the operation takes no body. */
  readonly requestBody?: RequestBody;
  readonly responses: readonly Response[];
  /** On a method of a service, which is none of the OpenAPI document's operations. */
  readonly rpc?: RpcRoute;
}

/** One way in, with the scopes that it needs, all of them; without any, whoever has the credential may call. */
export type SecurityRequirement =
  | { readonly credential: 'token'; readonly scopes: readonly string[] }
  | {
      readonly credential: 'apiKey' /** That holds the key. */;
      readonly header: string;
      readonly scopes: readonly string[];
    };

export interface Policy {
  /** Requests a second, and how many at once: the method's throttle at the gateway. */
  readonly throttle: { readonly rate: number; readonly burst: number };
  /** Seconds, for the whole operation. */
  readonly timeout: number;
  readonly idempotency: 'required' | 'none';
  /** `availability` in percent, `p99` in milliseconds. */
  readonly slo: { readonly availability: number; readonly p99: number };
  /** The function's bulkhead: its reserved concurrency. */
  readonly concurrency: number;
}

/** What a tenant on the plan may use in all. */
export interface Plan {
  readonly rate: number;
  readonly burst: number;
  readonly quota?: { readonly limit: number; readonly period: 'DAY' | 'WEEK' | 'MONTH' };
  /** What operations of the graph may cost together in a minute. */
  readonly graphCost?: number;
}

/** Who gives up when, innermost first; see `timeoutChain`. */
export interface TimeoutChain {
  /** How often a dependency may be asked, the first time included. */
  readonly attempts: number;
  /** Milliseconds one attempt may take. */
  readonly attemptTimeout: number;
  /** Milliseconds after which the function has answered, or begun to where it streams. */
  readonly deadline: number;
  /** Milliseconds after which a stream has ended; absent: the operation is no stream. */
  readonly stream?: number;
  /** Milliseconds after which the gateway answers 504. */
  readonly integration: number;
  /** Seconds after which Lambda ends the function. */
  readonly function: number;
}

export type ParameterPlace = 'query' | 'header' | 'path' | 'cookie';

/** How a value is written in the text of a request (OpenAPI 3.1, Parameter Object). */
export type ParameterStyle = 'deepObject' | 'form' | 'label' | 'matrix' | 'pipeDelimited' | 'simple' | 'spaceDelimited';

/** What a text is read as, in the order in which several are tried; the runtime has the same types. */
export type ScalarShape = 'boolean' | 'integer' | 'json' | 'null' | 'number' | 'string';
export type ItemShape = ScalarShape | { readonly oneOf: readonly ScalarShape[] };
export interface ArrayShape {
  readonly array: ItemShape;
}
export interface ObjectShape {
  readonly members: Readonly<Record<string, ItemShape>>;
  readonly others?: ItemShape;
}
export type SingleShape = ScalarShape | ArrayShape | ObjectShape;
export type ValueShape = SingleShape | { readonly oneOf: readonly SingleShape[] };

export interface Parameter {
  readonly name: string;
  readonly in: ParameterPlace;
  readonly required: boolean;
  readonly type: ValueShape;
  readonly style: ParameterStyle;
  readonly explode: boolean;
  readonly allowEmptyValue: boolean;
  readonly default?: unknown;
  /** As in the derived document, its references kept; `selfContained` resolves them. */
  readonly schema: JsonObject;
}

export interface RequestBody {
  readonly required: boolean;
  /** One or more, in the order of the contract. */
  readonly contents: readonly BodyContent[];
}

/** Content of one media type. */
export interface MediaContent {
  /** As written: `application/json`, `image/*`. */
  readonly mediaType: string;
  readonly kind: MediaKind;
  readonly schema: JsonObject;
}

export interface BodyContent extends MediaContent {
  /** Of a form; its schema is without those that are files. */
  readonly fields: readonly FormField[];
  /** Absent: as many as a body of JSON may have. */
  readonly maxBytes?: number;
}

export interface FormField {
  readonly name: string;
  readonly type: ValueShape | 'file' | { readonly array: 'file' };
  readonly style: ParameterStyle;
  readonly explode: boolean;
  /** Of a file. */
  readonly maxBytes?: number;
}

export interface Response {
  /** As written: `201`, `2XX`, `default`. */
  readonly status: string;
  readonly headers: readonly ResponseHeader[];
  /** One for each media type that a caller may ask for; none: the answer has no body. */
  readonly contents: readonly MediaContent[];
}

export interface ResponseHeader {
  readonly name: string;
  readonly required: boolean;
  readonly type: string;
  readonly schema: JsonObject;
}
