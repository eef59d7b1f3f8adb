import type { Firewall } from '../waf/definition.ts';

/** Hears of something that the local cloud does not understand, and where it stands. */
export type Refuse = (message: string, at: string) => void;

/** Requests per second, and how many at once. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

export interface AuthorizerDefinition {
  readonly name: string;
  readonly functionArn: string;
  /** The header that holds the token. */
  readonly header: string;
  /** Seconds; 0 keeps no results. */
  readonly ttl: number;
  /** A token that does not match it never reaches the function. */
  readonly validation?: RegExp;
}

export interface Parameter {
  readonly in: 'header' | 'path' | 'query';
  readonly name: string;
}

/** A method of a resource, as the imported document declares it. */
export interface Method {
  /** `ANY`: each that no other method of the resource is for. */
  readonly httpMethod: string;
  readonly resourcePath: string;
  readonly operationId?: string;
  readonly authorizer?: AuthorizerDefinition;
  readonly apiKeyRequired: boolean;
  readonly requiredParameters: readonly Parameter[];
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

/** An answer without a function. */
export interface MockIntegration {
  readonly kind: 'mock';
  /** The media types of requests that it has a template for. */
  readonly contentTypes: ReadonlySet<string>;
  /** Whether binary content is made text for the template. */
  readonly converts: boolean;
  readonly response: {
    readonly status: number;
    /** Header name to `'static'` or `context.x`. */
    readonly headers: Readonly<Record<string, string>>;
    readonly converts: boolean;
    readonly template?: string;
  };
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
