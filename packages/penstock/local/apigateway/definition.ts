import type { Resource } from '../assembly/live.ts';
import type { Firewall } from '../waf/definition.ts';
import type { Template } from './templates/fill.ts';

/** Hears of something that the local cloud does not understand, and where it stands. */
export type Refuse = (message: string, at: string) => void;

/** The same for each resource of a template. */
export type RefuseOf = (resource: Resource) => Refuse;

/** Requests per second, and how many at once. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** Where a request says who sends it. */
export interface IdentitySource {
  readonly in: 'context' | 'header' | 'query' | 'stageVariable';
  readonly name: string;
}

export interface AuthorizerDefinition {
  /** What its ARN ends in. */
  readonly name: string;
  /** What its function gets: a token, or the request. */
  readonly type: 'REQUEST' | 'TOKEN';
  readonly functionArn: string;
  /** All have to be there; of type TOKEN one header. */
  readonly identitySources: readonly IdentitySource[];
  /** Seconds; 0 keeps no results. */
  readonly ttl: number;
  /** A token that does not match it never reaches the function. */
  readonly validation?: RegExp;
}

export interface Parameter {
  readonly in: 'header' | 'path' | 'query';
  readonly name: string;
}

/** Whether a body fits a model. */
export type Model = (body: unknown) => boolean;

/** A method of a resource, as the imported document or the template's resources declare it. */
export interface Method {
  /** `ANY`: each that no other method of the resource is for. */
  readonly httpMethod: string;
  readonly resourcePath: string;
  readonly operationId?: string;
  readonly authorizer?: AuthorizerDefinition;
  readonly apiKeyRequired: boolean;
  readonly requiredParameters: readonly Parameter[];
  /** By the media type of the request; others are not looked at. */
  readonly models?: ReadonlyMap<string, Model>;
  readonly integration: FunctionIntegration | MockIntegration;
}

export interface FunctionIntegration {
  readonly kind: 'function';
  readonly functionArn: string;
  /** Milliseconds. */
  readonly timeout: number;
  /** The answer goes out as it comes (`responseTransferMode: STREAM`). */
  readonly streams?: boolean;
}

/** An answer without a function: the template of the request gives a status, the status an answer. */
export interface MockIntegration {
  readonly kind: 'mock';
  /** By the media type of the request. */
  readonly requests: ReadonlyMap<string, Template>;
  /** What becomes of content that there is no template for: it stands for what a template would give, or is refused. */
  readonly passthrough: 'never' | 'when_no_match' | 'when_no_templates';
  /** Whether binary content is made text for the template. */
  readonly converts: boolean;
  readonly responses: readonly MockResponse[];
}

export interface MockResponse {
  /** Of the statuses that it is for; absent: those that no other is for. */
  readonly pattern?: RegExp;
  readonly status: number;
  /** Header name to `'static'` or `context.x`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly converts: boolean;
  /** By the media type of the answer. */
  readonly templates: ReadonlyMap<string, Template>;
}

export interface GatewayResponse {
  readonly status?: number;
  /** Header name to `'static'`, `context.x` or `method.request.header.X`. */
  readonly headers: Readonly<Record<string, string>>;
  readonly template?: string;
}

export interface Quota {
  readonly limit: number;
  readonly period: 'DAY' | 'WEEK' | 'MONTH';
}

/** A usage plan that lets its keys into the stage, each with limits and a quota of its own. */
export interface UsagePlan {
  readonly id: string;
  readonly name: string;
  readonly throttle?: Throttle;
  readonly quota?: Quota;
  /** `<resource path>/<METHOD>` to its own throttle. */
  readonly methodThrottles: Readonly<Record<string, Throttle>>;
}

export interface ApiKey {
  readonly id: string;
  readonly name: string;
  readonly value: string;
  readonly enabled: boolean;
  readonly tags: Readonly<Record<string, string>>;
}

/** A key of a template, with the usage plans that it is on. */
export interface DeclaredKey extends ApiKey {
  readonly planIds: readonly string[];
}

/** A REST API with its one stage. */
export interface ApiDefinition {
  readonly id: string;
  readonly stage: string;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly region: string;
  readonly account: string;
  readonly keySource: 'AUTHORIZER' | 'HEADER';
  /** Types whose content reaches functions in base64; `*` stands for any type or subtype. */
  readonly binaryMediaTypes: readonly string[];
  readonly methods: readonly Method[];
  readonly gatewayResponses: Readonly<Record<string, GatewayResponse>>;
  readonly keys: readonly DeclaredKey[];
  readonly usagePlans: readonly UsagePlan[];
  /** What stands before the stage. */
  readonly firewall?: Firewall;
  /** The throttle of a method, from its own setting or the stage's. */
  readonly throttleOf: (method: Method) => Throttle | undefined;
  readonly accessLogFormat?: string;
  readonly tracing: boolean;
  /** Whether API Gateway may invoke a function for this source ARN. */
  readonly permits: (functionArn: string, sourceArn: string) => boolean;
}
