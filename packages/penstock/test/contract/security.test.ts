import { describe, expect, it } from '@jest/globals';
import { parseContract } from '../../contract/load.ts';
import { type Edit, edited, findingsOf, lineOf } from './contract.ts';
import { createParcel, expectFinding } from './rule-cases.ts';

const schemes = (...lines: readonly string[]): Edit => ({
  from: '  securitySchemes:\n',
  to: `  securitySchemes:\n${lines.map((line) => `    ${line}\n`).join('')}`,
});
const asks = (requirements: string): Edit => ({
  after: createParcel,
  from: 'security:\n        - oauth2: [parcels:write]',
  to: `security: ${requirements}`,
});
const securityOf = (...edits: readonly Edit[]) =>
  parseContract('parcels.yaml', edited(...edits)).operations.find(({ operationId }) => operationId === 'createParcel')
    ?.security;
const token = (...scopes: readonly string[]) => ({ credential: 'token', scopes });
const key = (...scopes: readonly string[]) => ({ credential: 'apiKey', header: 'X-Api-Key', scopes });

const openId = 'openId: { type: openIdConnect, openIdConnectUrl: https://issuer.example.com }';
const apiKey = 'key: { type: apiKey, in: header, name: X-Api-Key }';
const bearer = 'bearer: { type: http, scheme: Bearer, bearerFormat: JWT }';

describe('an operation takes', () => {
  it.each([
    ['tokens with scopes', 'oauth2: [parcels:read, parcels:write]', [token('parcels:read', 'parcels:write')]],
    ['any token, without scopes', 'oauth2: []', [token()]],
    ['tokens of OpenID Connect, whose scopes the issuer knows', 'openId: [parcels:print]', [token('parcels:print')]],
    ['bearer tokens', 'bearer: []', [token()]],
    ['bearer tokens with roles', 'bearer: [clerk]', [token('clerk')]],
    [
      'one token for two schemes',
      'oauth2: [parcels:read]\n          bearer: [clerk]',
      [token('parcels:read', 'clerk')],
    ],
    [
      'one of two tokens',
      'oauth2: [parcels:write]\n        - bearer: [clerk]',
      [token('parcels:write'), token('clerk')],
    ],
    ['keys in a header', 'key: []', [key()]],
    ['keys with roles', 'key: [clerk]', [key('clerk')]],
    ['a token or a key', 'oauth2: [parcels:write]\n        - key: []', [token('parcels:write'), key()]],
    ['one token that is described twice', 'oauth2: []\n        - bearer: []', [token()]],
  ])('%s', (_case, requirements, security) => {
    expect(securityOf(schemes(openId, bearer, apiKey), asks(`\n        - ${requirements}`))).toEqual(security);
  });

  it.each(['[]', '[{}]'])('anyone, by security: %s', (open) => {
    expect(securityOf(asks(open))).toEqual([]);
  });

  it('scopes that the contract knows of from then on', () => {
    const text = edited(schemes(bearer), asks('[bearer: [clerk]]'));
    expect(parseContract('parcels.yaml', text).scopes).toEqual(['parcels:read', 'parcels:write', 'clerk']);
  });
});

describe('the checker finds', () => {
  const spare = (scheme: string) => [schemes(`other: ${scheme}`), asks('[other: []]')];

  it.each([
    [
      'a password',
      '{ type: http, scheme: basic }',
      'received http basic: the authorizer',
      'Write `type: http, scheme: bearer`',
    ],
    [
      'a key in the query',
      '{ type: apiKey, in: query, name: key }',
      'received an apiKey in query: URLs are kept by logs',
      'Write `in: header`',
    ],
    [
      'a key in a cookie',
      '{ type: apiKey, in: cookie, name: key }',
      'received an apiKey in cookie: browsers send cookies',
      'Write `in: header`',
    ],
    [
      'a key in a header that no request can bring',
      '{ type: apiKey, in: header, name: "X Key" }',
      'received an apiKey in the header X Key: no request could bring it',
      'Name the header X-Api-Key.',
    ],
    [
      'a key in a header that the connection has',
      '{ type: apiKey, in: header, name: Host }',
      'received an apiKey in the header Host',
      'Name the header X-Api-Key.',
    ],
    ['a certificate', '{ type: mutualTLS }', 'received mutualTLS: a stage has no trust store', 'Write `type: http'],
  ])('%s', (_case, scheme, message, fix) => {
    expectFinding({ name: '', edits: spare(scheme), rule: 'security', line: 'other: {', message, fix });
  });

  it.each([
    [
      'a scheme that is not declared',
      '[oauth: [parcels:write]]',
      'security',
      'createParcel: expected a scheme of components.securitySchemes, received "oauth"',
      'Declare it there, or correct its name.',
    ],
    [
      'a token and a key at once',
      '[{ bearer: [], key: [] }]',
      'security',
      'createParcel: expected one token or one key in a requirement, received {"bearer":[],"key":[]}',
      'make them alternatives',
    ],
    [
      'anyone beside somebody',
      '[{}, { oauth2: [parcels:write] }]',
      'security',
      'createParcel: expected callers who all show who they are, or none, received {} beside requirements',
      'Remove {}',
    ],
    [
      'a role that no token carries among others',
      '[bearer: [head clerk]]',
      'scopes',
      'createParcel: expected a scope of printable ASCII without spaces, quotes and backslashes, received "head clerk"',
      'Name it so',
    ],
  ])('%s', (_case, requirements, rule, message, fix) => {
    const edits = [schemes(bearer, apiKey), asks(requirements)];
    expectFinding({ name: '', edits, rule, line: 'security: [', after: createParcel, message, fix });
  });

  it('a mistake of the root once, whatever the operations', () => {
    const text = edited({ from: 'security:\n  - oauth2: [parcels:read]', to: 'security:\n  - oauth: [parcels:read]' });
    expect(findingsOf(text)).toEqual([
      expect.objectContaining({
        rule: 'security',
        line: lineOf(text, '  - oauth: [parcels:read]'),
        message: 'security: expected a scheme of components.securitySchemes, received "oauth", which is none of them',
      }),
    ]);
  });

  it('no 401 and 403 that are missing on an open operation, and those of one that asks for any token', () => {
    const without = { after: createParcel, from: "        '401':", to: "        '418':" };
    expect(findingsOf(edited(asks('[{}]'), without))).toEqual([]);
    expectFinding({
      name: '',
      edits: [asks('[oauth2: []]'), without],
      rule: 'problem-responses',
      line: 'responses:',
      after: createParcel,
      message: 'createParcel: expected a secured operation to declare 401',
      fix: 'Add 401',
    });
  });
});
