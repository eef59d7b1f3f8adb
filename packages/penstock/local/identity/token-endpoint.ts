import { clientSecret, type IssuerOptions, issueToken, type Tenant, type Tenants, tokenLifetime } from './issuer.ts';

/** A request to the token endpoint, reduced to what counts. */
export interface TokenRequest {
  readonly method: string;
  readonly contentType: string;
  readonly authorization: string;
  readonly body: string;
}

export interface TokenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/**
 * The client credentials grant, as Cognito answers it.
 *
 * @see RFC 6749, 4.4 and 5.2
 */
export function answerTokenRequest(options: IssuerOptions, request: TokenRequest): TokenAnswer {
  if (request.method !== 'POST') return failure(405, 'invalid_request', 'Use POST.', { Allow: 'POST' });
  if (!/^application\/x-www-form-urlencoded\s*(;|$)/i.test(request.contentType)) {
    return failure(400, 'invalid_request', 'The body is application/x-www-form-urlencoded.');
  }
  const form = new URLSearchParams(request.body);
  const repeated = [...new Set(form.keys())].find((name) => form.getAll(name).length > 1);
  if (repeated !== undefined) return failure(400, 'invalid_request', `${printable(repeated)} is given twice.`);
  const tenant = authenticate(options.tenants, request.authorization, form);
  if (tenant === undefined) {
    return failure(401, 'invalid_client', clients(options.tenants), {
      'WWW-Authenticate': 'Basic realm="penstock-local"',
    });
  }
  const grant = form.get('grant_type');
  if (grant === null) return failure(400, 'invalid_request', 'grant_type is missing.');
  if (grant !== 'client_credentials') {
    return failure(400, 'unsupported_grant_type', 'The grant type here is client_credentials.');
  }
  const scopes = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  const unknown = scopes.filter((scope) => !options.scopes.includes(scope));
  if (unknown.length > 0) return failure(400, 'invalid_scope', `The scopes are ${options.scopes.join(' ')}.`);
  const scope = (scopes.length > 0 ? [...new Set(scopes)] : options.scopes).join(' ');
  return answer(200, {
    access_token: issueToken(options, tenant, scope),
    expires_in: tokenLifetime,
    token_type: 'Bearer',
    scope,
  });
}

/** Whether a request shows the secret of a client of this issuer. */
export const isOfTenant = (
  tenants: Tenants,
  { authorization, body }: Pick<TokenRequest, 'authorization' | 'body'>,
): boolean => authenticate(tenants, authorization, new URLSearchParams(body)) !== undefined;

/** By HTTP Basic, or as Cognito takes it too, by client_id and client_secret in the body. */
function authenticate(tenants: Tenants, authorization: string, form: URLSearchParams): Tenant | undefined {
  const basic = /^Basic +([A-Za-z0-9+/=_-]+)$/i.exec(authorization)?.[1];
  const credentials =
    basic === undefined
      ? `${form.get('client_id') ?? ''}:${form.get('client_secret') ?? ''}`
      : Buffer.from(basic, 'base64').toString('utf8');
  const name = credentials.endsWith(`:${clientSecret}`) ? credentials.slice(0, -clientSecret.length - 1) : undefined;
  return name === undefined ? undefined : tenants.tenant(name);
}

/** As many names as a person reads. */
const mostNames = 10;

function clients(tenants: Tenants): string {
  const { some, count } = tenants.tenants(mostNames);
  const more = count > some.length ? ` and ${count - some.length} more` : '';
  return `The clients are ${some.map(({ name }) => name).join(', ')}${more}; the secret of each is "${clientSecret}".`;
}

/** RFC 6749 allows these characters in error_description. */
function printable(value: string): string {
  return value.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '?').slice(0, 64);
}

function failure(
  status: number,
  error: string,
  description: string,
  headers: TokenAnswer['headers'] = {},
): TokenAnswer {
  return answer(status, { error, error_description: description.replaceAll('"', "'") }, headers);
}

function answer(status: number, body: object, headers: TokenAnswer['headers'] = {}): TokenAnswer {
  return { status, headers: { 'Cache-Control': 'no-store', Pragma: 'no-cache', ...headers }, body };
}
