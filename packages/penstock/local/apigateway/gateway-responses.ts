import { type JsonObject, number, object, texts } from '../json.ts';
import type { GatewayResponse, Refuse } from './definition.ts';

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
const types = new Set([
  'ACCESS_DENIED',
  'API_CONFIGURATION_ERROR',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'AUTHORIZER_FAILURE',
  'BAD_REQUEST_BODY',
  'BAD_REQUEST_PARAMETERS',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'EXPIRED_TOKEN',
  'INTEGRATION_FAILURE',
  'INTEGRATION_TIMEOUT',
  'INVALID_API_KEY',
  'INVALID_SIGNATURE',
  'MISSING_AUTHENTICATION_TOKEN',
  'QUOTA_EXCEEDED',
  'REQUEST_TOO_LARGE',
  'RESOURCE_NOT_FOUND',
  'THROTTLED',
  'UNAUTHORIZED',
  'UNSUPPORTED_MEDIA_TYPE',
  'WAF_FILTERED',
]);
const members = new Set(['responseParameters', 'responseTemplates', 'statusCode']);
const source = /^('[^']*'|context\..+|method\.request\.(header|path|querystring)\..+)$/;

/** Reads `x-amazon-apigateway-gateway-responses`; what the local cloud would not send goes to `refuse`. */
export function readGatewayResponses(
  responses: JsonObject,
  refuse: Refuse,
  within = 'Body.x-amazon-apigateway-gateway-responses',
): Readonly<Record<string, GatewayResponse>> {
  const entries = Object.entries(responses).map(([type, value]) => {
    const at = `${within}.${type}`;
    if (!types.has(type)) refuse('is no gateway response type.', at);
    return [type, readResponse(object(value), at, refuse)] as const;
  });
  return Object.fromEntries(entries);
}

function readResponse(response: JsonObject, at: string, refuse: Refuse): GatewayResponse {
  for (const name of Object.keys(response).filter((member) => !members.has(member))) {
    refuse('the local cloud does not understand this member.', `${at}.${name}`);
  }
  const status = number(response.statusCode);
  const template = texts(Object.values(object(response.responseTemplates)))[0];
  return {
    headers: readHeaders(object(response.responseParameters), `${at}.responseParameters`, refuse),
    ...(status === undefined ? {} : { status }),
    ...(template === undefined ? {} : { template }),
  };
}

function readHeaders(parameters: JsonObject, at: string, refuse: Refuse): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [target, value] of Object.entries(parameters)) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(target)?.[1];
    if (name === undefined || !source.test(String(value))) {
      refuse(`the local cloud cannot send ${JSON.stringify(value)} there.`, `${at}.${target}`);
    } else headers[name] = String(value);
  }
  return headers;
}
