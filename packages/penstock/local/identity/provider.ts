import type { Gateway } from '../apigateway/gateway.ts';
import type { GatewayRequest, Reply } from '../apigateway/request-context.ts';
import { header } from '../apigateway/request-context.ts';
import type { Beside } from '../serve.ts';
import type { IssuerOptions } from './issuer.ts';
import { answerTokenRequest, isOfTenant, type TokenRequest } from './token-endpoint.ts';

/** The identity provider beside the API: in production a service of its own, here on paths of its own. */
export interface IdentityProvider {
  readonly serves: (path: string) => boolean;
  /** Whether it has to answer even where the API has the path: its keys are asked for by authorizers, and tokens by its own clients. */
  needs(request: GatewayRequest): boolean;
  answer(request: GatewayRequest): Reply;
}

const tokenPath = '/oauth2/token';
const keysPath = '/.well-known/jwks.json';

/** Of a cloud whose stacks name no issuer: it has no path. */
export const noIdentityProvider: IdentityProvider = {
  serves: () => false,
  needs: () => false,
  answer: () => json(404, {}, {}),
};

export function createIdentityProvider(options: IssuerOptions, origin: string): IdentityProvider {
  const documents: Readonly<Record<string, () => object>> = {
    [keysPath]: () => ({
      keys: [{ ...options.key.publicJwk, kid: options.key.id, alg: 'RS256', use: 'sig' }],
    }),
    '/.well-known/openid-configuration': () => ({
      issuer: options.issuer,
      token_endpoint: `${origin}${tokenPath}`,
      jwks_uri: `${origin}${keysPath}`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: ['token'],
      scopes_supported: options.scopes,
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    }),
  };
  return {
    serves: (path) => path === tokenPath || Object.hasOwn(documents, path),
    needs: (request) =>
      request.path === keysPath || (request.path === tokenPath && isOfTenant(options.tenants, tokenRequestOf(request))),
    answer: (request) => {
      const document = Object.hasOwn(documents, request.path) ? documents[request.path] : undefined;
      if (document === undefined) return tokenReply(options, request);
      if (request.method !== 'GET' && request.method !== 'HEAD') return json(405, { Allow: 'GET, HEAD' }, {});
      return json(200, { 'Cache-Control': 'public, max-age=300' }, document());
    },
  };
}

function tokenReply(options: IssuerOptions, request: GatewayRequest): Reply {
  const { status, headers, body } = answerTokenRequest(options, tokenRequestOf(request));
  return json(status, headers, body);
}

const tokenRequestOf = (request: GatewayRequest): TokenRequest => ({
  method: request.method,
  contentType: header(request, 'content-type') ?? '',
  authorization: header(request, 'authorization') ?? '',
  body: request.body.toString('utf8'),
});

/** The identity provider beside an API, which gives way where the API has its path. */
export const besideApi = (
  identity: IdentityProvider,
  hasPath: (path: string) => boolean,
  gateway: Pick<Gateway, 'answer'>,
): Beside => ({
  serves: identity.serves,
  answer: (request) =>
    hasPath(request.path) && !identity.needs(request) ? gateway.answer(request) : identity.answer(request),
});

function json(status: number, headers: Readonly<Record<string, string>>, body: object): Reply {
  return {
    status,
    headers: [['Content-Type', 'application/json'], ...Object.entries(headers)],
    body: JSON.stringify(body),
  };
}
