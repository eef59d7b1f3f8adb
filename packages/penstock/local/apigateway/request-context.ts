import type { Readable } from 'node:stream';
import type { ApiKey, Method } from './definition.ts';

/** A request as the gateway took it in. */
export interface GatewayRequest {
  readonly method: string;
  /** Percent-encoded, as sent, without the query. */
  readonly path: string;
  readonly query: readonly (readonly [name: string, value: string])[];
  /** As sent, without its mark. */
  readonly queryString: string;
  /** In the order and spelling they were sent. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  /** The body was over the gateway's limit and is not kept. */
  readonly tooLarge: boolean;
  readonly sourceIp: string;
  readonly protocol: string;
  readonly port: number;
}

export interface Caller {
  readonly principalId: string;
  readonly context: Readonly<Record<string, string | number | boolean>>;
  readonly usageIdentifierKey?: string;
}

/** One request on its way through the gateway, with what each step found. */
export interface RequestContext {
  readonly request: GatewayRequest;
  readonly requestId: string;
  readonly extendedRequestId: string;
  /** The root of the X-Ray trace: `Root=1-...`. */
  readonly traceId: string;
  /** What functions find in `_X_AMZN_TRACE_ID`. */
  readonly trace: string;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  route?: Method;
  pathParameters?: Readonly<Record<string, string>>;
  caller?: Caller;
  apiKey?: ApiKey;
  /** Milliseconds. */
  integrationLatency?: number;
  integrationError?: string;
  /** Bytes of a streamed answer so far. */
  streamedBytes?: number;
  refusal?: Refusal;
}

/** A gateway response is due instead of the integration's. */
export interface Refusal {
  readonly type: ResponseType;
  readonly message: string;
  /** The status where no gateway response says another. */
  readonly status: number;
}

/** What the client gets. */
export interface Reply {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: string | Buffer;
  /** Of a streamed answer, in place of the body. */
  readonly stream?: Readable;
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
const responseTypes = {
  ACCESS_DENIED: [403, 'User is not authorized to access this resource'],
  API_CONFIGURATION_ERROR: [500, 'Internal server error'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, 'Internal server error'],
  AUTHORIZER_FAILURE: [500, 'Internal server error'],
  BAD_REQUEST_BODY: [400, 'Invalid request body'],
  BAD_REQUEST_PARAMETERS: [400, 'Missing required request parameters'],
  DEFAULT_4XX: [400, 'Bad Request'],
  DEFAULT_5XX: [502, 'Internal server error'],
  INTEGRATION_FAILURE: [504, 'Internal server error'],
  INTEGRATION_TIMEOUT: [504, 'Endpoint request timed out'],
  INVALID_API_KEY: [403, 'Forbidden'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'Missing Authentication Token'],
  QUOTA_EXCEEDED: [429, 'Limit Exceeded'],
  REQUEST_TOO_LARGE: [413, 'Request Too Long'],
  THROTTLED: [429, 'Too Many Requests'],
  UNAUTHORIZED: [401, 'Unauthorized'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Unsupported Media Type'],
  WAF_FILTERED: [403, 'Forbidden'],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>;

export type ResponseType = keyof typeof responseTypes;

export function refuse(type: ResponseType, message?: string): Refusal {
  const [status, usual] = responseTypes[type];
  return { type, status, message: message ?? usual };
}

/** The last value of a header, as API Gateway takes it. */
export function header(request: GatewayRequest, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return request.headers.findLast(([key]) => key.toLowerCase() === wanted)?.[1];
}
