import type { ApiDefinition, GatewayResponse } from './definition.ts';
import { header, type Refusal, type Reply, type RequestContext } from './request-context.ts';
import { contextVariable, fillIn } from './variables.ts';

/**
 * What the gateway answers by itself. A response type that the API does not define falls to its class's default, and
 * an undefined default to AWS's own message.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-gatewayResponse-definition.html
 */
export function gatewayReply(refusal: Refusal, context: RequestContext, api: ApiDefinition): Reply {
  const fallback = refusal.status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX';
  const defined: GatewayResponse | undefined = api.gatewayResponses[refusal.type] ?? api.gatewayResponses[fallback];
  const variable = (name: string) => contextVariable(name, context, api);
  const headers = Object.entries(defined?.headers ?? {}).flatMap(([name, source]) => {
    const value = parameter(source, context, variable);
    return value === undefined ? [] : [[name, value] as const];
  });
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: defined?.status ?? refusal.status,
    headers: typed ? headers : [['Content-Type', 'application/json'], ...headers],
    body: fillIn(defined?.template ?? '{"message":$context.error.messageString}', variable, ''),
  };
}

function parameter(
  source: string,
  { request, pathParameters }: RequestContext,
  variable: (name: string) => string | undefined,
): string | undefined {
  if (source.startsWith("'")) return source.slice(1, -1);
  const [, place, name] = /^(context|method\.request\.(?:header|path|querystring))\.(.+)$/.exec(source) ?? [];
  if (name === undefined) return undefined;
  if (place === 'context') return variable(name);
  if (place === 'method.request.header') return header(request, name);
  if (place === 'method.request.path') return pathParameters?.[name];
  return request.query.findLast(([key]) => key === name)?.[1];
}
