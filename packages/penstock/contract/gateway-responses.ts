import type { Cors } from './cors.ts';
import type { Endpoint } from './endpoint.ts';
import { errorCors } from './gateway-cors.ts';
import type { Contract } from './model.ts';
import { allProblemCodes as codes, problemType } from './problem-types.ts';
import { quotaExceededHeaders } from './rate-limit.ts';

export interface GatewayProblem {
  readonly code: keyof typeof codes;
  readonly detail: string;
  /** Where it is not that of the code. */
  readonly status?: number;
  /** Seconds. */
  readonly retryAfter?: number;
  /** The scheme by which a caller may show who it is (RFC 9110, 11.6.1). */
  readonly challenge?: string;
  /** What else is true of every one of them. */
  readonly headers?: Readonly<Record<string, string>>;
}

const notFound: GatewayProblem = { code: 'not-found', detail: 'There is no such route.' };
const unauthorized: GatewayProblem = {
  code: 'unauthorized',
  detail: 'There is no valid bearer token in the Authorization header.',
  challenge: 'Bearer',
};
const forbidden: GatewayProblem = { code: 'forbidden', detail: 'The token does not allow this operation.' };
const badRequest: GatewayProblem = { code: 'bad-request', detail: 'The request cannot be understood.' };
const tooMany: GatewayProblem = {
  code: 'too-many-requests',
  detail: 'The rate limit of the operation or of the plan is used up for this second.',
  retryAfter: 1,
};
const quotaExceeded: GatewayProblem = {
  ...tooMany,
  code: 'quota-exceeded',
  detail: 'The quota of the plan is used up for its period.',
  retryAfter: 3600,
};
const broken: GatewayProblem = {
  code: 'internal-error',
  detail: 'The request failed for a reason that is not its own.',
};

/** By the response types of API Gateway (AWS: "Gateway response types for API Gateway"). */
const problems: Readonly<Record<string, GatewayProblem>> = {
  MISSING_AUTHENTICATION_TOKEN: notFound,
  RESOURCE_NOT_FOUND: notFound,
  // No method takes AWS signatures; on a path without a method the gateway looks for one in the Authorization header.
  INVALID_SIGNATURE: notFound,
  UNAUTHORIZED: unauthorized,
  EXPIRED_TOKEN: unauthorized,
  ACCESS_DENIED: forbidden,
  INVALID_API_KEY: { ...forbidden, detail: 'The tenant has no plan in this stage.' },
  WAF_FILTERED: { ...forbidden, detail: 'The request was refused by the firewall.' },
  BAD_REQUEST_PARAMETERS: {
    ...badRequest,
    code: 'invalid-parameter',
    detail: 'A required parameter or header is missing or empty.',
  },
  BAD_REQUEST_BODY: badRequest,
  UNSUPPORTED_MEDIA_TYPE: {
    code: 'unsupported-media-type',
    detail: 'The Content-Type is not one the operation takes.',
  },
  REQUEST_TOO_LARGE: {
    code: 'payload-too-large',
    detail: 'The request is larger than the API takes.',
  },
  THROTTLED: tooMany,
  QUOTA_EXCEEDED: quotaExceeded,
  // A function at its reserved concurrency answers the gateway with 429, which arrives here.
  INTEGRATION_FAILURE: {
    code: 'service-unavailable',
    detail: 'The operation takes no more requests at the moment.',
    retryAfter: 1,
  },
  INTEGRATION_TIMEOUT: {
    code: 'deadline-exceeded',
    detail: 'The operation did not answer in time.',
  },
  AUTHORIZER_FAILURE: broken,
  AUTHORIZER_CONFIGURATION_ERROR: broken,
  API_CONFIGURATION_ERROR: broken,
  DEFAULT_4XX: badRequest,
  // A function that crashed, or answered what is no answer, arrives here.
  DEFAULT_5XX: { ...broken, status: 502 },
};

/** Every answer that the gateway gives by itself, as a problem document (RFC 9457). */
export function gatewayResponses(
  endpoints: readonly Pick<Endpoint, 'security'>[],
  { cors, plans = {} }: Partial<Pick<Contract, 'cors' | 'plans'>> = {},
): Record<string, object> {
  const shown = new Set(endpoints.flatMap(({ security }) => security.map(({ credential }) => credential)));
  const quota = { QUOTA_EXCEEDED: { ...quotaExceeded, headers: quotaExceededHeaders(plans) } };
  const access = shown.has('apiKey') ? ofKeys(shown.has('token')) : {};
  return Object.fromEntries(
    Object.entries({ ...problems, ...quota, ...access }).map(([type, problem]) => [
      type,
      gatewayResponse(problem, cors),
    ]),
  );
}

/** What the gateway says where callers show keys, or tokens beside them. */
function ofKeys(beside: boolean): Readonly<Record<string, GatewayProblem>> {
  const detail = beside ? 'There is no valid bearer token and no valid API key.' : 'There is no valid API key.';
  return {
    UNAUTHORIZED: { ...unauthorized, detail, ...(beside ? {} : { challenge: 'ApiKey' }) },
    ACCESS_DENIED: { ...forbidden, detail: `The ${beside ? 'token or ' : ''}key does not allow this operation.` },
  };
}

// Gateway responses know no conditionals, so the correlation id of these answers is always the request id.
function gatewayResponse(problem: GatewayProblem, cors: Cors | undefined): object {
  const { retryAfter, challenge, headers: others = {} } = problem;
  const headers = {
    'Content-Type': "'application/problem+json'",
    'Cache-Control': "'no-store'",
    'X-Correlation-Id': 'context.requestId',
    ...(retryAfter === undefined ? {} : { 'Retry-After': `'${retryAfter}'` }),
    ...(challenge === undefined ? {} : { 'WWW-Authenticate': `'${challenge} realm="penstock"'` }),
    ...Object.fromEntries(Object.entries(others).map(([name, value]) => [name, `'${value}'`])),
  };
  const forPages = Object.entries(errorCors(cors, Object.keys(headers))).map(([name, value]) => [name, `'${value}'`]);
  return {
    statusCode: String(statusOf(problem)),
    responseParameters: Object.fromEntries(
      Object.entries({ ...headers, ...Object.fromEntries(forPages) }).map(([name, value]) => [
        `gatewayresponse.header.${name}`,
        value,
      ]),
    ),
    responseTemplates: { 'application/json': problemTemplate(problem) },
  };
}

export const statusOf = ({ code, status = codes[code].status }: GatewayProblem): number => status;

/** The problem document of an answer that the gateway makes, as a template: the request's id is filled in. */
export function problemTemplate(problem: GatewayProblem): string {
  const { code, detail } = problem;
  const { title, retryable } = codes[code];
  return JSON.stringify({
    type: problemType(code),
    title,
    status: statusOf(problem),
    detail,
    instance: 'urn:uuid:$context.requestId',
    correlationId: '$context.requestId',
    retryable,
  });
}
