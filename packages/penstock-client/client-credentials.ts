import { runUntil } from './deadline.ts';
import { ClientError } from './errors.ts';
import type { TokenProvider } from './options.ts';
import { hostPlatform, type Platform } from './platform.ts';

export interface ClientCredentials {
  /** Of the issuer: `https://login.example.com/oauth2/token`. */
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** With spaces between them; what the issuer gives by default. */
  readonly scope?: string;
  /** For tests. */
  readonly platform?: Pick<Platform, 'fetch' | 'now' | 'schedule'>;
}

/** No token was given; `cause` is why, where no answer came. */
export class TokenError extends ClientError {
  override readonly name = 'TokenError';
}

/** Of a token's lifetime, the part for which it is used: the rest is for calls on their way, and clocks. */
const usedPart = 0.9;

/**
 * Gives the token of an OAuth 2 client, and keeps it while it is valid; one request is made for all calls that wait.
 * For servers: a secret in a web page is none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-4.4
 */
export function clientCredentials(credentials: ClientCredentials): TokenProvider {
  const { platform = hostPlatform } = credentials;
  let asked: Promise<Token> | undefined;
  let isPending = false;
  const ask = () => {
    isPending = true;
    return requested(credentials, platform).finally(() => {
      isPending = false;
    });
  };
  return async ({ refresh }) => {
    const current = asked;
    // What is being asked for is newer than the token that was refused.
    const isRefused = refresh && !isPending;
    const known = await current?.catch(() => undefined);
    const isUsable = known !== undefined && !isRefused && platform.now() < known.usedUntilMs;
    if (!isUsable && asked === current) asked = ask();
    return (await (asked as Promise<Token>)).value;
  };
}

interface Token {
  readonly value: string;
  readonly usedUntilMs: number;
}

const timeoutMs = 10_000;

function requested(
  credentials: ClientCredentials,
  platform: NonNullable<ClientCredentials['platform']>,
): Promise<Token> {
  const { tokenUrl, clientId, clientSecret, scope } = credentials;
  const timedOut = () => new TokenError(`${tokenUrl} did not answer within ${timeoutMs} ms.`);
  return runUntil(platform, { signal: undefined, timeoutMs, timedOut }, async (signal) => {
    const response = await platform.fetch(tokenUrl, {
      method: 'POST',
      headers: {
        // Each is form-encoded before they are joined (RFC 6749, 2.3.1).
        authorization: `Basic ${btoa(`${encodeURIComponent(clientId)}:${encodeURIComponent(clientSecret)}`)}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope !== undefined && { scope }) }).toString(),
      redirect: 'error',
      signal,
    });
    return tokenOf(tokenUrl, response.status, await response.text(), platform.now());
  }).catch((cause) => {
    throw cause instanceof TokenError ? cause : new TokenError(`${tokenUrl} did not answer.`, { cause });
  });
}

function tokenOf(tokenUrl: string, status: number, text: string, nowMs: number): Token {
  const { access_token: value, expires_in: seconds = 0, error } = membersOf(text);
  if (status !== 200 || typeof value !== 'string')
    throw new TokenError(
      `${tokenUrl} gave no token: status ${status}${typeof error === 'string' ? `, ${error}` : ''}.`,
    );
  return { value, usedUntilMs: nowMs + Number(seconds) * 1000 * usedPart };
}

function membersOf(text: string): Readonly<Record<string, unknown>> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}
