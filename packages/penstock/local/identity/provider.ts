import type { GatewayRequest, Reply } from '../apigateway/request-context.ts';
import { header } from '../apigateway/request-context.ts';
import type { IssuerOptions } from './issuer.ts';
import { answerTokenRequest } from './token-endpoint.ts';

/** The identity provider beside the API: in production a service of its own, here on paths of its own. */
export interface IdentityProvider {
  readonly serves: (path: string) => boolean;
  answer(request: GatewayRequest): Reply;
}

/** Of a cloud whose stacks name no issuer: it has no path. */
export const noIdentityProvider: IdentityProvider = { serves: () => false, answer: () => json(404, {}, {}) };

export function createIdentityProvider(options: IssuerOptions, origin: string): IdentityProvider {
  const documents: Readonly<Record<string, () => object>> = {
    '/.well-known/jwks.json': () => ({
      keys: [{ ...options.key.publicJwk, kid: options.key.id, alg: 'RS256', use: 'sig' }],
    }),
    '/.well-known/openid-configuration': () => ({
      issuer: options.issuer,
      token_endpoint: `${origin}/oauth2/token`,
      jwks_uri: `${origin}/.well-known/jwks.json`,
      grant_types_supported: ['client_credentials'],
      response_types_supported: ['token'],
      scopes_supported: options.scopes,
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post'],
    }),
  };
  return {
    serves: (path) => path === '/oauth2/token' || Object.hasOwn(documents, path),
    answer: (request) => {
      const document = Object.hasOwn(documents, request.path) ? documents[request.path] : undefined;
      if (document === undefined) return tokenReply(options, request);
      if (request.method !== 'GET' && request.method !== 'HEAD') return json(405, { Allow: 'GET, HEAD' }, {});
      return json(200, { 'Cache-Control': 'public, max-age=300' }, document());
    },
  };
}

function tokenReply(options: IssuerOptions, request: GatewayRequest): Reply {
  const { status, headers, body } = answerTokenRequest(options, {
    method: request.method,
    contentType: header(request, 'content-type') ?? '',
    authorization: header(request, 'authorization') ?? '',
    body: request.body.toString('utf8'),
  });
  return json(status, headers, body);
}

function json(status: number, headers: Readonly<Record<string, string>>, body: object): Reply {
  return {
    status,
    headers: [['Content-Type', 'application/json'], ...Object.entries(headers)],
    body: JSON.stringify(body),
  };
}
