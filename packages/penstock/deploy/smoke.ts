import type { Stage } from '../constructs/stage/stage.ts';

/** A region of a stage that was just deployed. */
export interface SmokeTarget {
  readonly stage: Stage;
  readonly region: string;
  /** Of the API, without a slash at the end: output `ApiUrl` of the region's API stack. */
  readonly url: string;
  /** Every output of the API stack, by name. */
  readonly outputs: Readonly<Record<string, string>>;
  /** Where a token and what else is secret comes from. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly fetch: typeof fetch;
  /** Waits for so many milliseconds. */
  readonly pause: (milliseconds: number) => Promise<void>;
  /** Says what was done: a line. */
  readonly print: (line: string) => void;
}

/**
 * Proves that a region serves: `smoke` of an app's `lib/smoke.ts`. It rejects where the region does not, with an error whose message says
 * what was asked for and what came. It is run again with every deployment, so it leaves nothing behind that adds up.
 */
export type Smoke = (target: SmokeTarget) => Promise<void>;

/** Milliseconds in which a new address becomes known, and a new version serves. */
const patience = { attempts: 30, pauseMs: 2_000 };

/** That `/health` is answered in the region: what an app without a smoke test of its own is asked. */
export const healthSmoke: Smoke = async ({ url, region, fetch, pause, print }) => {
  let last = 'nothing';
  for (let attempt = 0; attempt < patience.attempts; attempt++) {
    if (attempt > 0) await pause(patience.pauseMs);
    last = await healthOf(url, region, fetch);
    if (last !== '') continue;
    print(`${region}: ${url}/health answers`);
    return;
  }
  throw new Error(`GET ${url}/health: received ${last}, expected status 200 of ${region}`);
};

/** What is wrong with the answer; empty where nothing is. */
export async function healthOf(url: string, region: string, get: typeof fetch): Promise<string> {
  try {
    const response = await get(`${url}/health`, { signal: AbortSignal.timeout(10_000) });
    const { region: from = region } = Object(await response.json().catch(() => undefined));
    if (response.status !== 200) return `status ${response.status}`;
    return from === region ? '' : `an answer of ${String(from)}`;
  } catch (error) {
    const { message, cause } = Object(error);
    return `no answer (${String(Object(cause).code ?? message)})`;
  }
}

/**
 * A bearer token for a smoke test: `SMOKE_TOKEN`, or one that the stage's issuer gives to the client `SMOKE_CLIENT_ID` with
 * `SMOKE_CLIENT_SECRET` (OAuth 2.0 client credentials).
 *
 * @throws Error that says which variable is missing, or what the issuer answered
 */
export async function smokeToken({ stage, environment, fetch, outputs }: SmokeTarget): Promise<string> {
  // A pipeline passes a variable that it has not as an empty one.
  const { SMOKE_TOKEN: token = '', SMOKE_CLIENT_ID: id = '', SMOKE_CLIENT_SECRET: secret = '' } = environment;
  if (token !== '') return token;
  if (id === '' || secret === '') {
    throw new Error('There is no token to ask with: set SMOKE_TOKEN, or SMOKE_CLIENT_ID and SMOKE_CLIENT_SECRET.');
  }
  const { issuer, audience } = stage.token;
  const discovery = await fetch(`${issuer}/.well-known/openid-configuration`);
  const { token_endpoint: endpoint } = Object(await discovery.json().catch(() => undefined));
  if (typeof endpoint !== 'string')
    throw new Error(`${issuer}/.well-known/openid-configuration names no token_endpoint.`);
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` },
    body: new URLSearchParams({ grant_type: 'client_credentials', audience, scope: outputs.Scopes ?? '' }),
  });
  const { access_token: given } = Object(await response.json().catch(() => undefined));
  if (typeof given === 'string') return given;
  throw new Error(`${endpoint} gives no token: status ${response.status}`);
}
