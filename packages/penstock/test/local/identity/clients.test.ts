import { expect, it } from '@jest/globals';
import { signingKey } from '../../../local/identity/keys.ts';
import { answerTokenRequest } from '../../../local/identity/token-endpoint.ts';

const ask = (names: readonly string[], client: string) => {
  const all = names.map((name) => ({ name, plan: 'free' }));
  const tenants = {
    tenant: (name: string) => all.find((one) => one.name === name),
    tenants: (limit: number) => ({ some: all.slice(0, limit), count: all.length }),
  };
  return answerTokenRequest(
    { issuer: 'http://issuer.test', audience: 'things', scopes: ['things:read'], key: signingKey(), tenants },
    {
      method: 'POST',
      contentType: 'application/x-www-form-urlencoded',
      authorization: `Basic ${Buffer.from(client).toString('base64')}`,
      body: 'grant_type=client_credentials',
    },
  );
};
const numbered = (count: number) => Array.from({ length: count }, (_, number) => `t${number}`);

it('who is no tenant is told as many as a person reads', () => {
  expect(ask(numbered(10), 'x:local').body).toMatchObject({
    error_description: expect.stringMatching(/^The clients are t0, .*t9; /),
  });
  expect(ask(numbered(12), 'x:local').body).toMatchObject({
    error_description: expect.stringMatching(/^The clients are t0, .*t9 and 2 more; /),
  });
});

it.each([
  ['t1:local', 200],
  ['t1:other', 401],
  ['t1', 401],
  [':local', 401],
])('%s is answered with %d', (client, status) => {
  expect(ask(numbered(3), client).status).toBe(status);
});
