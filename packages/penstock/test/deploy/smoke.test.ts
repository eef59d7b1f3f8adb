import { describe, expect, it } from '@jest/globals';
import { healthSmoke, type SmokeTarget, smokeToken } from '../../deploy/smoke.ts';
import { stages } from '../../testkit/sample/stages.ts';

const url = 'https://api.acme.dev';

/** A region that gives these answers one after the other, the last one for ever. */
function target(answers: readonly (() => Response)[], environment: SmokeTarget['environment'] = {}) {
  const asked: { to: string; init: RequestInit | undefined }[] = [];
  const lines: string[] = [];
  const left = [...answers];
  const smokeTarget: SmokeTarget = {
    stage: { ...stages.prod, token: { issuer: 'https://auth.acme.dev', audience: 'penstock' } },
    region: 'eu-west-2',
    url,
    outputs: { ApiUrl: url, Scopes: 'parcels:read parcels:write' },
    environment,
    fetch: async (to, init) => {
      asked.push({ to: String(to), init });
      const next = left.length > 1 ? left.shift() : left[0];
      return next?.() ?? new Response();
    },
    pause: async () => {},
    print: (line) => void lines.push(line),
  };
  return { smokeTarget, asked, lines };
}

const refused = () => {
  throw Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNREFUSED' } });
};
const healthy = () => Response.json({ status: 'ok', region: 'eu-west-2' });

describe('the smoke test of an app without one of its own', () => {
  it('asks for the health of the region, again while a new address is not known yet', async () => {
    const { smokeTarget, asked, lines } = target([refused, () => new Response('', { status: 403 }), healthy]);
    await healthSmoke(smokeTarget);

    expect(asked.map(({ to }) => to)).toEqual([`${url}/health`, `${url}/health`, `${url}/health`]);
    expect(lines).toEqual([`eu-west-2: ${url}/health answers`]);
  });

  it.each([
    ['no answer at all', refused, 'received no answer (ECONNREFUSED), expected status 200 of eu-west-2'],
    ['another status', () => new Response('', { status: 503 }), 'received status 503'],
    ['another region', () => Response.json({ region: 'eu-west-1' }), 'received an answer of eu-west-1'],
  ])('fails at %s', async (_what, answer, message) => {
    await expect(healthSmoke(target([answer]).smokeTarget)).rejects.toThrow(`GET ${url}/health: ${message}`);
  });

  it('takes a health that names no region', async () => {
    await expect(healthSmoke(target([() => new Response('fine')]).smokeTarget)).resolves.toBeUndefined();
  });
});

describe('the token of a smoke test', () => {
  const client = { SMOKE_CLIENT_ID: 'smoke', SMOKE_CLIENT_SECRET: 's3cret' };
  const discovery = () => Response.json({ token_endpoint: 'https://auth.acme.dev/oauth2/token' });

  it('is the one that is given', async () => {
    const { smokeTarget, asked } = target([], { ...client, SMOKE_TOKEN: 'given' });

    expect(await smokeToken(smokeTarget)).toBe('given');
    expect(asked).toEqual([]);
  });

  it('comes from the issuer by client credentials, for every scope of the contract', async () => {
    const { smokeTarget, asked } = target([discovery, () => Response.json({ access_token: 'made' })], client);

    expect(await smokeToken(smokeTarget)).toBe('made');
    expect(asked.map(({ to }) => to)).toEqual([
      'https://auth.acme.dev/.well-known/openid-configuration',
      'https://auth.acme.dev/oauth2/token',
    ]);
    expect(String(asked[1]?.init?.body)).toBe(
      'grant_type=client_credentials&audience=penstock&scope=parcels%3Aread+parcels%3Awrite',
    );
    expect(asked[1]?.init?.headers).toEqual({ authorization: `Basic ${btoa('smoke:s3cret')}` });
  });

  it.each([
    ['nobody said how', {}, [], 'set SMOKE_TOKEN, or SMOKE_CLIENT_ID and SMOKE_CLIENT_SECRET'],
    [
      'a pipeline says nothing',
      { SMOKE_TOKEN: '', SMOKE_CLIENT_ID: '', SMOKE_CLIENT_SECRET: '' },
      [],
      'set SMOKE_TOKEN, or SMOKE_CLIENT_ID and SMOKE_CLIENT_SECRET',
    ],
    ['the issuer has no endpoint', client, [() => Response.json({})], 'names no token_endpoint'],
    ['the issuer refuses', client, [discovery, () => new Response('', { status: 401 })], 'gives no token: status 401'],
  ])('fails where %s', async (_why, environment, answers, message) => {
    await expect(smokeToken(target(answers, environment).smokeTarget)).rejects.toThrow(message);
  });
});
