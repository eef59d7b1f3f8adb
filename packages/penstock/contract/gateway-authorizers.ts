import type { Endpoint } from './endpoint.ts';
import type { SecurityRequirement } from './model.ts';

/** Seconds for which the gateway keeps what the authorizer said of a token or a key. */
const TTL_SECONDS = 60;

interface Authorizer {
  readonly name: string;
  /** What the gateway tells results apart by; absent: it asks for every request. */
  readonly header?: string;
  readonly type: 'token' | 'request';
}

const ofTokens: Authorizer = { name: 'authorizer', type: 'token', header: 'Authorization' };

/** In which header a caller shows a credential. */
export const headerOf = (requirement: SecurityRequirement): string =>
  requirement.credential === 'apiKey' ? requirement.header : 'Authorization';

/**
 * Which authorizer of the gateway an endpoint has; all of them are one function. All the identity sources of an authorizer
 * have to be there, and its results are kept by them: where a caller may choose between headers, there are none, and
 * nothing is kept.
 *
 * @see https://docs.aws.amazon.com/apigateway/latest/api/API_Authorizer.html
 */
function authorizerOf({ security }: Pick<Endpoint, 'security'>): Authorizer | undefined {
  if (security.length === 0) return undefined;
  if (security.every(({ credential }) => credential === 'token')) return ofTokens;
  const headers = new Map(security.map((one) => [headerOf(one).toLowerCase(), headerOf(one)]));
  const [header] = headers.values();
  if (header === undefined || headers.size > 1) return { name: 'anyCredential', type: 'request' };
  return { name: `keyIn${header.replaceAll(/[^A-Za-z0-9]/g, '')}`, type: 'request', header };
}

/** As API Gateway exports it and SAM writes it: a list of two, which OpenAPI would read as either, is both here. */
export function gatewaySecurity(endpoint: Endpoint): { readonly security?: readonly object[] } {
  const authorizer = authorizerOf(endpoint);
  return authorizer === undefined ? {} : { security: [{ [authorizer.name]: [] }, { api_key: [] }] };
}

/** The schemes that the endpoints name. */
export function gatewaySchemes(
  endpoints: readonly Endpoint[],
  authorizerUri: string,
): Readonly<Record<string, object>> {
  const used = endpoints.flatMap((endpoint) => authorizerOf(endpoint) ?? []);
  return {
    ...Object.fromEntries(used.map((authorizer) => [authorizer.name, scheme(authorizer, authorizerUri)])),
    api_key: { type: 'apiKey', name: 'x-api-key', in: 'header' },
  };
}

function scheme({ type, header }: Authorizer, authorizerUri: string): object {
  const identity =
    type === 'token'
      ? // A scheme is compared without case, one or more spaces follow it (RFC 9110, 11.1 and 11.4).
        { identityValidationExpression: '^[Bb][Ee][Aa][Rr][Ee][Rr] +[-A-Za-z0-9._~+/]+=*$' }
      : header === undefined
        ? {}
        : { identitySource: `method.request.header.${header}` };
  return {
    type: 'apiKey',
    name: header ?? 'Unused',
    in: 'header',
    'x-amazon-apigateway-authtype': 'custom',
    'x-amazon-apigateway-authorizer': {
      type,
      authorizerUri,
      authorizerResultTtlInSeconds: header === undefined ? 0 : TTL_SECONDS,
      ...identity,
    },
  };
}
