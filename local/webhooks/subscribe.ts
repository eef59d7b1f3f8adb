import { randomUUID } from 'node:crypto';
import { object, parseJson, text } from '../json.ts';
import { LocalError } from '../problems.ts';

export interface Subscription {
  /** Origin of the local cloud. */
  readonly cloud: string;
  readonly tenant: string;
  /** Where deliveries go. */
  readonly url: string;
  readonly events: readonly string[];
}

/**
 * Creates a webhook endpoint in the local cloud, as the tenant.
 *
 * @returns the secret that its deliveries are signed with
 * @throws LocalError where no local cloud answers, or it refuses
 */
export async function subscribe({ cloud, tenant, url, events }: Subscription): Promise<string> {
  const token = text((await post(`${cloud}/oauth2/token`, tokenRequest(tenant))).access_token);
  const created = await post(`${cloud}/v1/webhook-endpoints`, {
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
    },
    body: JSON.stringify({ url, events }),
  });
  return text(created.secret) ?? '';
}

function tokenRequest(tenant: string): RequestInit {
  const authorization = `Basic ${Buffer.from(`${tenant}:local`).toString('base64')}`;
  return { headers: { authorization }, body: new URLSearchParams({ grant_type: 'client_credentials' }) };
}

async function post(url: string, init: RequestInit) {
  const response = await fetch(url, { method: 'POST', ...init }).catch((cause: unknown) => {
    throw new LocalError(`No local cloud answers at ${url}. Start it with npm start, or name its --cloud port.`, {
      cause,
    });
  });
  const body = await response.text();
  if (!response.ok) throw new LocalError(`${url} answers ${response.status}: ${body}`);
  return object(parseJson(body));
}
