import { describe, expect, it } from '@jest/globals';
import { clientCredentials, TokenError } from '../index.ts';
import { type Behaviour, FakePlatform, json } from './fake-platform.ts';

const signal = new AbortController().signal;
const given =
  (seconds = 100): Behaviour =>
  ({ atMs }) =>
    json(200, { access_token: `token-${atMs}`, expires_in: seconds });

function tokens(behaviours: readonly Behaviour[], scope?: string) {
  const platform = new FakePlatform(behaviours);
  const provider = clientCredentials({
    tokenUrl: 'https://login.example.com/token',
    clientId: 'a:b',
    clientSecret: 'ß',
    platform,
    ...(scope !== undefined && { scope }),
  });
  const token = (refresh = false) => platform.settle(Promise.resolve(provider({ refresh, signal })));
  return { platform, provider, token };
}

describe('the token of a client', () => {
  it('is asked for as OAuth 2 says', async () => {
    const { platform, token } = tokens([given()], 'parcels:read');

    expect(await token()).toMatchObject({ value: 'token-0' });
    expect(platform.sent).toEqual([
      {
        url: 'https://login.example.com/token',
        method: 'POST',
        headers: {
          authorization: `Basic ${Buffer.from('a%3Ab:%C3%9F').toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: 'grant_type=client_credentials&scope=parcels%3Aread',
        atMs: 0,
      },
    ]);
  });

  it('is used for nine tenths of its time', async () => {
    const { platform, token } = tokens([given(100)]);
    await token();
    await platform.pass(89_999);
    expect(await token()).toMatchObject({ value: 'token-0' });
    await platform.pass(1);
    expect(await token()).toMatchObject({ value: 'token-90000' });
  });

  it('is asked for once by calls that wait together, and once more when it is refused', async () => {
    const { platform, provider } = tokens([given()]);
    const together = (refresh: boolean) =>
      platform.settle(Promise.all([1, 2, 3].map(() => provider({ refresh, signal }))));

    expect(await together(false)).toMatchObject({ value: ['token-0', 'token-0', 'token-0'] });
    expect(platform.sent).toHaveLength(1);
    await together(true);
    expect(platform.sent).toHaveLength(2);
  });

  it.each<[string, Behaviour, string]>([
    ['a refusal', () => json(401, { error: 'invalid_client' }), 'gave no token: status 401, invalid_client.'],
    ['a page', () => new Response('<html>', { status: 200 }), 'gave no token: status 200.'],
    ['no answer', () => new TypeError('fetch failed'), 'did not answer.'],
    ['silence', () => undefined, 'did not answer within 10000 ms.'],
  ])('fails on %s, and is asked for again by the next call', async (_case, behaviour, message) => {
    const { platform, token } = tokens([behaviour, given()]);

    expect(await token()).toMatchObject({
      reason: new TokenError(`https://login.example.com/token ${message}`),
    });
    expect(await token()).toMatchObject({ status: 'fulfilled' });
    expect(platform.scheduled).toBe(0);
  });
});
