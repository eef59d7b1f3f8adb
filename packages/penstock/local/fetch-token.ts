import { clientSecret } from './identity/issuer.ts';
import { object, parseJson, text } from './json.ts';
import { LocalError } from './problems.ts';

export interface TokenWish {
  /** Port of the local cloud. */
  readonly port: number;
  readonly tenant: string;
  /** All that there are by default. */
  readonly scope?: string | undefined;
  readonly signal?: AbortSignal;
}

/** Gets a token of the local cloud. @throws LocalError where none answers, or it refuses */
export async function fetchToken({ port, tenant, scope, signal }: TokenWish): Promise<string> {
  const { status, body } = await ask(`http://127.0.0.1:${port}/oauth2/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${tenant}:${clientSecret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...(scope === undefined ? {} : { scope }) }),
    ...(signal === undefined ? {} : { signal }),
  }).catch((cause: unknown) => {
    throw new LocalError(`No local cloud answers on port ${port}. Start it with npm start, or name its --port.`, {
      cause,
    });
  });
  const { access_token: token, error, error_description: why } = object(parseJson(body));
  if (typeof token === 'string') return token;
  if (status === 503) {
    throw new LocalError(`The local cloud on port ${port} is still starting. Try again when it says it is ready.`);
  }
  const subject = error === 'invalid_client' ? `There is no tenant ${tenant}. ` : '';
  throw new LocalError(`${subject}${text(why) ?? `Port ${port} answers ${status}: it is no local cloud.`}`);
}

async function ask(url: string, init: RequestInit) {
  const response = await fetch(url, init);
  return { status: response.status, body: await response.text() };
}
