import type { ApiDefinition, MockIntegration } from './definition.ts';
import { isBinary, mediaTypeOf } from './media-types.ts';
import { type Refusal, type Reply, type RequestContext, refuse } from './request-context.ts';
import { contextVariable, fillIn } from './variables.ts';

/**
 * An answer that the gateway makes by itself. A template reads text only: of content that counts as binary, and for an
 * answer that does, the integration must say to convert it. AWS answers 500 otherwise.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-mock-integration.html
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-payload-encodings-workflow.html
 */
export function mockReply(context: RequestContext, mock: MockIntegration, api: ApiDefinition): Reply | Refusal {
  const { request } = context;
  const { converts, response } = mock;
  if (!mock.contentTypes.has(mediaTypeOf(request, 'content-type'))) return refuse('UNSUPPORTED_MEDIA_TYPE');
  const unread = !converts && isBinary(mediaTypeOf(request, 'content-type'), api.binaryMediaTypes);
  const unsent = !response.converts && isBinary(mediaTypeOf(request, 'accept'), api.binaryMediaTypes);
  if (unread || (unsent && response.template !== undefined)) return refuse('API_CONFIGURATION_ERROR');
  const variable = (name: string) => contextVariable(name, context, api);
  const filled = (source: string) =>
    source.startsWith("'") ? source.slice(1, -1) : (variable(source.replace('context.', '')) ?? '');
  const headers = Object.entries(response.headers).map(([name, source]) => [name, filled(source)] as const);
  const typed = headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    status: response.status,
    headers: typed ? headers : [['Content-Type', 'application/json'], ...headers],
    body: fillIn(response.template ?? '', variable, ''),
  };
}
