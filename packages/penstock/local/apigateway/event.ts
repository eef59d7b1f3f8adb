import type { ApiDefinition } from './definition.ts';
import { isBinary, mediaTypeOf } from './media-types.ts';
import { type GatewayRequest, header, type RequestContext } from './request-context.ts';
import { requestTime } from './variables.ts';

type Pairs = readonly (readonly [name: string, value: string])[];

/**
 * The event of a Lambda proxy integration, payload format 1.0. The path has no stage in it, as behind a custom domain:
 * that is how requests reach the local cloud.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html
 */
export function proxyEvent(context: RequestContext, api: ApiDefinition): object {
  const { query, head, ...rest } = parts(context, api);
  return {
    ...rest,
    headers: orNull(single(head)),
    multiValueHeaders: orNull(multiple(head)),
    queryStringParameters: orNull(single(query)),
    multiValueQueryStringParameters: orNull(multiple(query)),
    pathParameters: orNull(context.pathParameters ?? {}),
    stageVariables: orNull(api.stageVariables),
    ...content(context.request, api),
  };
}

/**
 * The event of an authorizer of type REQUEST: what there is none of is an empty object.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-lambda-authorizer-input.html
 */
export function requestAuthorizerEvent(context: RequestContext, api: ApiDefinition, methodArn: string): object {
  const { query, head, ...rest } = parts(context, api);
  return {
    type: 'REQUEST',
    methodArn,
    ...rest,
    headers: single(head),
    multiValueHeaders: multiple(head),
    queryStringParameters: single(query),
    multiValueQueryStringParameters: multiple(query),
    pathParameters: context.pathParameters ?? {},
    stageVariables: api.stageVariables,
  };
}

function parts(context: RequestContext, api: ApiDefinition) {
  const { request, route } = context;
  return {
    resource: route?.resourcePath,
    path: request.path,
    httpMethod: request.method,
    query: request.query,
    head: forwardedHeaders(context),
    requestContext: requestContext(context, api),
  };
}

/** Content of a binary media type as bytes in base64; any other as text, with U+FFFD for what is no UTF-8. */
function content(request: GatewayRequest, { binaryMediaTypes }: ApiDefinition): object {
  const isBase64Encoded = request.body.length > 0 && isBinary(mediaTypeOf(request, 'content-type'), binaryMediaTypes);
  const body = request.body.toString(isBase64Encoded ? 'base64' : 'utf8');
  return { body: request.body.length === 0 ? null : body, isBase64Encoded };
}

function requestContext(context: RequestContext, api: ApiDefinition): object {
  const { request, route, caller } = context;
  const domainName = header(request, 'host') ?? '';
  return {
    accountId: api.account,
    apiId: api.id,
    ...(caller === undefined
      ? {}
      : { authorizer: { ...caller.context, principalId: caller.principalId, integrationLatency: 0 } }),
    domainName,
    domainPrefix: domainName.split(/[.:]/)[0],
    extendedRequestId: context.extendedRequestId,
    httpMethod: request.method,
    identity: identity(context),
    ...(route?.operationId === undefined ? {} : { operationName: route.operationId }),
    path: request.path,
    protocol: request.protocol,
    requestId: context.requestId,
    requestTime: requestTime(context.receivedAt),
    requestTimeEpoch: context.receivedAt,
    resourceId: 'local',
    resourcePath: route?.resourcePath,
    stage: api.stage,
  };
}

function identity({ request, apiKey }: RequestContext): object {
  return {
    accessKey: null,
    accountId: null,
    ...(apiKey === undefined ? {} : { apiKey: apiKey.value, apiKeyId: apiKey.id }),
    caller: null,
    cognitoAuthenticationProvider: null,
    cognitoAuthenticationType: null,
    cognitoIdentityId: null,
    cognitoIdentityPoolId: null,
    principalOrgId: null,
    sourceIp: request.sourceIp,
    user: null,
    userAgent: header(request, 'user-agent') ?? null,
    userArn: null,
  };
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-known-issues.html */
const dropped = new Set([
  'connection',
  'content-length',
  'content-md5',
  'expect',
  'keep-alive',
  'max-forwards',
  'proxy-authenticate',
  'proxy-connection',
  'server',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
  'www-authenticate',
  'x-amzn-trace-id',
  'x-forwarded-for',
  'x-forwarded-port',
  'x-forwarded-proto',
]);

function forwardedHeaders({ request, traceId }: RequestContext): Pairs {
  const forwardedFor = [header(request, 'x-forwarded-for'), request.sourceIp].filter((part) => part !== undefined);
  return [
    ...request.headers.filter(([name]) => !dropped.has(name.toLowerCase())),
    ['X-Amzn-Trace-Id', traceId],
    ['X-Forwarded-For', forwardedFor.join(', ')],
    ['X-Forwarded-Port', String(request.port)],
    ['X-Forwarded-Proto', 'http'],
  ];
}

/** Objects without a prototype: a name such as `__proto__` is a name like any other. */
export function single(pairs: Pairs): Readonly<Record<string, string>> {
  const values: Record<string, string> = Object.create(null);
  for (const [name, value] of pairs) values[name] = value;
  return values;
}

function multiple(pairs: Pairs): Readonly<Record<string, readonly string[]>> {
  const values: Record<string, string[]> = Object.create(null);
  for (const [name, value] of pairs) {
    const known = values[name];
    if (known === undefined) values[name] = [value];
    else known.push(value);
  }
  return values;
}

function orNull<T extends object>(values: T): T | null {
  return Object.keys(values).length === 0 ? null : values;
}
