import type { ApiDefinition, Method } from './apigateway/definition.ts';
import type { TemplateScope } from './apigateway/templates/fill.ts';

/** What lets any page call: a wildcard, or the page's own origin given back. */
const anyOrigin = new Set(["'*'", 'method.request.header.Origin']);
const headerName = 'access-control-allow-origin';

/**
 * Whether pages of an origin may call an API: its preflights say so in `Access-Control-Allow-Origin`, as far as the gateway
 * answers them by itself. Where none of them does, its gateway responses say it: errors may be for every page to read while
 * preflights name a few.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 */
export function createCors({
  gatewayResponses,
  methods,
}: Pick<ApiDefinition, 'gatewayResponses' | 'methods'>): (origin: string) => boolean {
  const preflights = methods.flatMap(preflightsOf);
  const ofPreflights = preflights.flatMap(allowedBy);
  const headers = ofPreflights.length > 0 ? ofPreflights : Object.values(gatewayResponses).flatMap(allowedBy);
  const templates = preflights.flatMap((response) => [...response.templates.values()]);
  return (origin) =>
    headers.some((source) => anyOrigin.has(source) || source === `'${origin}'`) ||
    templates.some((template) =>
      [...template(asked(origin)).overrides].some(
        ([name, value]) => name.toLowerCase() === `header.${headerName}` && (value === origin || value === '*'),
      ),
    );
}

const allowedBy = ({ headers }: { readonly headers: Readonly<Record<string, string>> }): readonly string[] =>
  Object.entries(headers).flatMap(([name, source]) => (name.toLowerCase() === headerName ? [source] : []));

function preflightsOf({ httpMethod, integration }: Method) {
  return httpMethod === 'OPTIONS' && integration.kind === 'mock' ? integration.responses : [];
}

/** A preflight, as far as a template looks at it. */
const asked = (origin: string): TemplateScope => ({
  variable: () => undefined,
  stageVariables: {},
  body: '',
  params: { path: {}, querystring: {}, header: { Origin: origin } },
});
