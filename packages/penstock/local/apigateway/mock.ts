import type { ApiDefinition, MockIntegration, MockResponse } from './definition.ts';
import { single } from './event.ts';
import { isBinary, mediaTypeOf } from './media-types.ts';
import { statusOf } from './mock-integration.ts';
import { type Refusal, type Reply, type RequestContext, refuse } from './request-context.ts';
import type { Filled, TemplateScope } from './templates/fill.ts';
import { contextVariable } from './variables.ts';

/**
 * An answer that the gateway makes by itself. A template reads text only: of content that counts as binary, and for an
 * answer that does, the integration must say to convert it. AWS answers 500 otherwise.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function mockReply(context: RequestContext, mock: MockIntegration, api: ApiDefinition): Reply | Refusal {
  const { request } = context;
  const contentType = mediaTypeOf(request, 'content-type');
  const template = mock.requests.get(contentType);
  if (template === undefined && !passes(mock)) return refuse('UNSUPPORTED_MEDIA_TYPE');
  if (!mock.converts && isBinary(contentType, api.binaryMediaTypes)) return refuse('API_CONFIGURATION_ERROR');
  const scope = scopeOf(context, api);
  const status = statusOf(template === undefined ? scope.body : template(scope).text);
  const response = status === undefined ? undefined : responseFor(mock.responses, String(status));
  if (response === undefined) return refuse('API_CONFIGURATION_ERROR');
  const isUnsent = !response.converts && isBinary(mediaTypeOf(request, 'accept'), api.binaryMediaTypes);
  if (isUnsent && response.templates.size > 0) return refuse('API_CONFIGURATION_ERROR');
  return replyOf(response, scope, mediaTypeOf(request, 'accept'));
}

/** @see https://docs.aws.amazon.com/apigateway/latest/developerguide/integration-passthrough-behaviors.html */
function passes({ passthrough, requests }: MockIntegration): boolean {
  return passthrough === 'when_no_match' || (passthrough === 'when_no_templates' && requests.size === 0);
}

function responseFor(responses: readonly MockResponse[], status: string): MockResponse | undefined {
  return (
    responses.find(({ pattern }) => pattern?.test(status) === true) ??
    responses.find(({ pattern }) => pattern === undefined)
  );
}

const byDefault = 'application/json';

function replyOf({ templates, headers, status }: MockResponse, scope: TemplateScope, accepted: string): Reply {
  const type = [accepted, byDefault, ...templates.keys()].find((one) => templates.has(one)) ?? byDefault;
  const { text, overrides }: Filled = templates.get(type)?.(scope) ?? { text: '', overrides: new Map() };
  const own = new Map(Object.entries(headers).map(([name, source]) => [name, filledIn(source, scope)]));
  for (const [name, value] of overrides) if (name.startsWith('header.')) own.set(name.slice('header.'.length), value);
  const isTyped = [...own.keys()].some((name) => name.toLowerCase() === 'content-type');
  return {
    status: Number(overrides.get('status') ?? status),
    headers: isTyped ? [...own] : [['Content-Type', type], ...own],
    body: text,
  };
}

function filledIn(source: string, { variable }: TemplateScope): string {
  return source.startsWith("'") ? source.slice(1, -1) : (variable(source.replace('context.', '')) ?? '');
}

function scopeOf(context: RequestContext, api: ApiDefinition): TemplateScope {
  const { request, pathParameters = {} } = context;
  return {
    variable: (name) => contextVariable(name, context, api),
    stageVariables: api.stageVariables,
    body: request.body.toString('utf8'),
    params: { path: pathParameters, querystring: single(request.query), header: single(request.headers) },
  };
}
