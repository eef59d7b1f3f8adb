import { describe, expect, test } from '@jest/globals';
import { asObject } from '../../contract/json.ts';
import { parseContract } from '../../contract/load.ts';
import { complete } from '../../init/complete.ts';
import { petstore } from './petstore.ts';

const token = (...scopes: readonly string[]) => ({ credential: 'token', scopes });
const key = (header: string) => ({ credential: 'apiKey', header, scopes: [] });
const withSecurity = (security: string, schemes: string) =>
  complete(
    'pets.yaml',
    petstore
      .replace('paths:\n', `security: ${security}\npaths:\n`)
      .replace('components:\n', `components:\n  securitySchemes:\n    ${schemes}\n`),
  );

describe('a public document says of its callers', () => {
  test.each([
    ['bearer tokens', '[{ auth: [] }]', 'auth: { type: http, scheme: bearer }', [token()]],
    [
      'OAuth 2 without scopes',
      '[{ auth: [] }]',
      'auth: { type: oauth2, flows: { implicit: { authorizationUrl: /a, scopes: {} } } }',
      [token()],
    ],
    ['a token, or nothing', '[{}, { auth: [] }]', 'auth: { type: http, scheme: bearer }', [token()]],
    ['a key in a header', '[{ auth: [] }]', 'auth: { type: apiKey, in: header, name: api-key }', [key('api-key')]],
    ['a key in the query', '[{ auth: [] }]', 'auth: { type: apiKey, in: query, name: api_key }', [key('X-Api-Key')]],
    ['a key in a cookie', '[{ auth: [] }]', 'auth: { type: apiKey, in: cookie, name: sid }', [key('X-Api-Key')]],
    ['a password, which becomes a token', '[{ auth: [] }]', 'auth: { type: http, scheme: basic }', [token()]],
    [
      'a scope that it does not declare',
      '[{ auth: [pets] }]',
      'auth: { type: oauth2, flows: { implicit: { authorizationUrl: /a, scopes: {} } } }',
      [token('pets')],
    ],
  ])('%s', (_case, security, schemes, expected) => {
    const { left, after } = withSecurity(security, schemes);
    expect(left).toEqual([]);
    expect(parseContract('pets.yaml', after).operations.map((operation) => operation.security)).toEqual([
      expected,
      expected,
      expected,
    ]);
  });

  test('what is guessed of them is marked', () => {
    const { after, additions } = withSecurity(
      '[{ auth: [] }]',
      'auth: { type: http, scheme: basic, description: Ours }',
    );
    const { securitySchemes } = asObject(asObject(parseContract('pets.yaml', after).document).components);
    expect(securitySchemes).toEqual({ auth: { type: 'http', scheme: 'bearer', description: 'Ours' } });
    expect(additions).toContainEqual({ rule: 'security', pointer: '/components/securitySchemes/auth', review: true });
  });

  test('a certificate, which only its owner can replace', () => {
    const { left } = withSecurity('[{ auth: [] }]', 'auth: { type: mutualTLS }');
    expect(left.map(({ rule, message }) => [rule, message])).toEqual([
      ['security', expect.stringContaining('received mutualTLS')],
    ]);
  });
});
