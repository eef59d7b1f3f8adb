import { describe, expect, it } from '@jest/globals';
import { type AuthorizerEvent, credentialIn, keyHeadersOf } from '../../../runtime/access/credential.ts';
import type { GuardedRoute } from '../../../runtime/access/policy.ts';

const routes: readonly GuardedRoute[] = [
  { method: 'GET', path: '/v1/parcels', security: [{ credential: 'token', scopes: [] }] },
  {
    method: 'POST',
    path: '/v1/parcels',
    security: [
      { credential: 'token', scopes: [] },
      { credential: 'apiKey', header: 'X-Api-Key', scopes: [] },
    ],
  },
  { method: 'PUT', path: '/v1/parcels', security: [{ credential: 'apiKey', header: 'Parcel-Key', scopes: [] }] },
];
const keyHeaders = keyHeadersOf(routes);
const methodArn = 'arn:aws:execute-api:eu-west-1:123456789012:abc123/dev/GET/v1/parcels';

type Headers = Exclude<Extract<AuthorizerEvent, { readonly type: 'REQUEST' }>['multiValueHeaders'], undefined>;
const shown = (multiValueHeaders: Headers) =>
  credentialIn({ type: 'REQUEST', methodArn, multiValueHeaders }, keyHeaders);
const asToken = (authorizationToken: string) =>
  credentialIn({ type: 'TOKEN', authorizationToken, methodArn }, keyHeaders);

it('keys lie in the headers that any route names, whatever their case', () => {
  expect([...keyHeaders]).toEqual(['x-api-key', 'parcel-key']);
});

describe('what a caller shows', () => {
  it.each<[string, Headers, object]>([
    ['a token', { Authorization: ['Bearer a.b.c'] }, { kind: 'token', text: 'a.b.c' }],
    ['a token in any spelling', { aUTHORIZATION: ['bEARER   a.b.c'] }, { kind: 'token', text: 'a.b.c' }],
    ['a key', { 'X-Api-Key': ['one'] }, { kind: 'apiKey', text: 'one' }],
    ['a key in another header', { 'parcel-key': ['one'] }, { kind: 'apiKey', text: 'one' }],
    ['a token before a key', { 'X-Api-Key': ['one'], Authorization: ['Bearer t'] }, { kind: 'token', text: 't' }],
    [
      'a key beside what is no token',
      { Authorization: ['Basic eDp5'], 'X-Api-Key': ['one'] },
      { kind: 'apiKey', text: 'one' },
    ],
    [
      'a key beside a header without values',
      { 'X-Other': undefined, 'X-Api-Key': ['one'] },
      { kind: 'apiKey', text: 'one' },
    ],
  ])('is %s', (_case, headers, credential) => {
    expect(shown(headers)).toEqual(credential);
  });

  it.each<[string, Headers]>([
    ['headers are null', null],
    ['there are none that count', { 'X-Other': ['Bearer a', 'one'] }],
    ['there are two tokens', { Authorization: ['Bearer a', 'Bearer b'] }],
    ['there are two tokens, in two spellings', { Authorization: ['Bearer a'], authorization: ['Bearer b'] }],
    ['there are two tokens beside a key', { Authorization: ['Bearer a', 'Bearer b'], 'X-Api-Key': ['one'] }],
    ['there are two keys', { 'X-Api-Key': ['one', 'two'] }],
    ['there are two keys in two headers', { 'X-Api-Key': ['one'], 'Parcel-Key': ['two'] }],
  ])('is nothing where %s', (_case, headers) => {
    expect(shown(headers)).toBeUndefined();
  });

  it('is nothing where there are no headers', () => {
    expect(credentialIn({ type: 'REQUEST', methodArn }, keyHeaders)).toBeUndefined();
  });

  it('is a token alone to an authorizer that is given nothing else', () => {
    expect(asToken('Bearer a.b.c')).toEqual({ kind: 'token', text: 'a.b.c' });
  });

  it.each(['', 'Bearer', 'Bearer ', 'a.b.c', 'Bearer a b', 'Basic a', 'X Bearer a', 'Bearer a '])(
    'is no token in %j',
    (text) => {
      expect(asToken(text)).toBeUndefined();
    },
  );
});
