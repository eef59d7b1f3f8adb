import type { ApiDefinition } from './definition.ts';
import { header, type RequestContext } from './request-context.ts';

/** What is known of a reply when a template or a log format is filled in. */
export interface ReplyFacts {
  readonly status?: number;
  readonly responseLength?: number;
}

/**
 * The value of a `$context` variable, undefined for one that is unknown or has no value.
 *
 * @param name without `$context.`
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-variables-for-access-logging.html
 */
export function contextVariable(
  name: string,
  context: RequestContext,
  api: ApiDefinition,
  facts: ReplyFacts = {},
): string | undefined {
  const known = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (known !== undefined) return known(context, api, facts)?.toString();
  const property = /^authorizer\.(.+)$/.exec(name)?.[1];
  if (property === undefined || context.caller === undefined) return undefined;
  return property === 'principalId' ? context.caller.principalId : context.caller.context[property]?.toString();
}

type Variable = (context: RequestContext, api: ApiDefinition, facts: ReplyFacts) => string | number | undefined;

const integrationStatus: Variable = ({ integrationLatency, integrationError }) =>
  integrationLatency === undefined || integrationError !== undefined ? undefined : 200;

const variables: Readonly<Record<string, Variable>> = {
  accountId: (_, api) => api.account,
  apiId: (_, api) => api.id,
  domainName: ({ request }) => header(request, 'host'),
  'error.message': ({ refusal }) => refusal?.message,
  'error.messageString': ({ refusal }) => (refusal === undefined ? undefined : JSON.stringify(refusal.message)),
  'error.responseType': ({ refusal }) => refusal?.type,
  extendedRequestId: ({ extendedRequestId }) => extendedRequestId,
  httpMethod: ({ request }) => request.method,
  'identity.apiKeyId': ({ apiKey }) => apiKey?.id,
  'identity.sourceIp': ({ request }) => request.sourceIp,
  'identity.userAgent': ({ request }) => header(request, 'user-agent'),
  'integration.error': ({ integrationError }) => integrationError,
  'integration.integrationStatus': integrationStatus,
  'integration.latency': ({ integrationLatency }) => integrationLatency,
  'integration.status': integrationStatus,
  integrationErrorMessage: ({ integrationError }) => integrationError,
  integrationLatency: ({ integrationLatency }) => integrationLatency,
  integrationStatus,
  path: ({ request }) => request.path,
  protocol: ({ request }) => request.protocol,
  requestId: ({ requestId }) => requestId,
  requestTime: ({ receivedAt }) => requestTime(receivedAt),
  requestTimeEpoch: ({ receivedAt }) => receivedAt,
  resourcePath: ({ route }) => route?.resourcePath,
  responseLatency: ({ receivedAt }) => Date.now() - receivedAt,
  responseLength: (_, __, facts) => facts.responseLength,
  stage: (_, api) => api.stage,
  status: (_, __, facts) => facts.status,
  xrayTraceId: ({ traceId }) => traceId.replace(/^Root=/, ''),
};

/** Replaces each `$context.name` by its value; `absent` stands for one without. */
export function fillIn(template: string, value: (name: string) => string | undefined, absent: string): string {
  return template.replace(
    /\$context\.([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)/g,
    (_, name: string) => value(name) ?? absent,
  );
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Common log format: `22/Nov/2026:15:50:34 +0000`. */
export function requestTime(epoch: number): string {
  const iso = new Date(epoch).toISOString();
  const month = months[Number(iso.slice(5, 7)) - 1];
  return `${iso.slice(8, 10)}/${month}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`;
}
