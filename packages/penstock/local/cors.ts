import type { ApiDefinition } from './apigateway/definition.ts';

/** What lets any page call: a wildcard, or the page's own origin given back. */
const anyOrigin = new Set(["'*'", 'method.request.header.Origin']);

/**
 * Whether pages of an origin may call an API: its gateway responses say so in `Access-Control-Allow-Origin`. An API that
 * pages may call has to, since a page could not read its refusals otherwise.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-cors.html
 */
export function createCors({ gatewayResponses }: Pick<ApiDefinition, 'gatewayResponses'>): (origin: string) => boolean {
  const sources = Object.values(gatewayResponses).flatMap(({ headers }) =>
    Object.entries(headers).flatMap(([name, source]) =>
      name.toLowerCase() === 'access-control-allow-origin' ? [source] : [],
    ),
  );
  return (origin) => sources.some((source) => anyOrigin.has(source) || source === `'${origin}'`);
}
