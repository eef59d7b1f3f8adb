import type { GuardedRoute } from './policy.ts';

/** What a caller shows. */
export interface Credential {
  readonly kind: 'token' | 'apiKey';
  readonly text: string;
}

/** The event of an authorizer of either type, as far as it is read. */
export type AuthorizerEvent =
  | { readonly type: 'TOKEN'; readonly authorizationToken: string; readonly methodArn: string }
  | {
      readonly type: 'REQUEST';
      readonly methodArn: string;
      readonly multiValueHeaders?: Readonly<Record<string, readonly string[] | undefined>> | null;
    };

/** The headers that hold keys, by their names in lower case. */
export const keyHeadersOf = (routes: readonly GuardedRoute[]): ReadonlySet<string> =>
  new Set(
    routes.flatMap(({ security }) => security.flatMap(({ header = [] }) => header)).map((name) => name.toLowerCase()),
  );

/** A bearer token before a key: who shows both has chosen the one that ends. Undefined where there is none, or which is not clear. */
export function credentialIn(event: AuthorizerEvent, keyHeaders: ReadonlySet<string>): Credential | undefined {
  if (event.type === 'TOKEN') return tokenIn(event.authorizationToken);
  const headers = Object.entries(event.multiValueHeaders ?? {}).flatMap(([name, values = []]) =>
    values.map((value) => [name.toLowerCase(), value] as const),
  );
  const valuesOf = (wanted: (name: string) => boolean) =>
    headers.filter(([name]) => wanted(name)).map(([, value]) => value);
  const authorization = valuesOf((name) => name === 'authorization');
  if (authorization.length > 1) return undefined;
  const token = tokenIn(authorization[0] ?? '');
  if (token !== undefined) return token;
  const [key, another] = valuesOf((name) => keyHeaders.has(name));
  return key === undefined || another !== undefined ? undefined : { kind: 'apiKey', text: key };
}

function tokenIn(authorization: string): Credential | undefined {
  const text = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
  return text === undefined ? undefined : { kind: 'token', text };
}
