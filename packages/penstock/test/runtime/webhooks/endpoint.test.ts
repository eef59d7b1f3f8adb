import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { wants } from '../../../runtime/webhooks/endpoints/endpoint.ts';
import { literalAddress, urlFinding } from '../../../runtime/webhooks/endpoints/endpoint-url.ts';

const strict = { allowPrivate: false };
const local = { allowPrivate: true };

describe('the url of an endpoint', () => {
  it.each([
    'https://example.com',
    'https://example.com/hooks?tenant=acme',
    'https://example.com:8443/hooks',
    'https://8.8.8.8/hooks',
    'https://[2606:4700::1111]/hooks',
    'HTTPS://EXAMPLE.COM/',
  ])('may be %s', (url) => {
    expect(urlFinding(url, strict)).toBeUndefined();
  });

  it.each([
    ['is no URL', 'example.com/hooks', 'must be an absolute URL'],
    ['is plain http', 'http://example.com/', 'must begin with https://'],
    ['has another scheme', 'ftp://example.com/', 'must begin with https://'],
    ['reads files', 'file:///etc/passwd', 'must begin with https://'],
    ['has a user', 'https://user@example.com/', 'must not hold a user name or a password'],
    ['has a password', 'https://:pw@example.com/', 'must not hold a user name or a password'],
    ['has a fragment', 'https://example.com/#a', 'must not have a fragment'],
    ['has an empty fragment', 'https://example.com/#', 'must not have a fragment'],
    ['is too long', `https://example.com/${'a'.repeat(2048)}`, 'must have 2048 characters or fewer'],
    ['is loopback', 'https://127.0.0.1/', 'must not name a private address'],
    ['is loopback in hexadecimal', 'https://0x7f000001/', 'must not name a private address'],
    ['is loopback as one number', 'https://2130706433/', 'must not name a private address'],
    ['is loopback in short', 'https://127.1/', 'must not name a private address'],
    ['is loopback in full-width digits', 'https://１２７.0.0.1/', 'must not name a private address'],
    ['is instance metadata', 'https://169.254.169.254/latest', 'must not name a private address'],
    ['is loopback in IPv6', 'https://[::1]/', 'must not name a private address'],
    ['is a mapped address', 'https://[::ffff:10.0.0.1]/', 'must not name a private address'],
  ])('fails when it %s', (_case, url, finding) => {
    expect(urlFinding(url, strict)).toBe(finding);
  });

  it.each([
    [2048, undefined],
    [2049, 'must have 2048 characters or fewer'],
  ])('of %i characters: %s', (length, finding) => {
    expect(urlFinding('https://example.com/'.padEnd(length, 'a'), strict)).toBe(finding);
  });

  it('may be plain http and private on a laptop', () => {
    expect(urlFinding('http://127.0.0.1:4000/hooks', local)).toBeUndefined();
    expect(urlFinding('ftp://127.0.0.1/', local)).toBe('must begin with https://');
  });

  it('throws nothing, whatever the text', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.webUrl()), (text) => void urlFinding(text, strict)));
  });

  it('shows the address that stands in it', () => {
    expect(literalAddress(new URL('https://[2606:4700::1111]:8443/'))).toBe('2606:4700::1111');
    expect(literalAddress(new URL('https://1.1.1.1/'))).toBe('1.1.1.1');
    expect(literalAddress(new URL('https://1.1.1.1.example.com/'))).toBeUndefined();
  });
});

describe('what an endpoint asks for', () => {
  it.each([
    [['shop.parcel.sent.v1'], 'shop.parcel.sent.v1', true],
    [['shop.parcel.paid.v1', 'shop.parcel.sent.v1'], 'shop.parcel.sent.v1', true],
    [['shop.parcel.*'], 'shop.parcel.sent.v1', true],
    [['*'], 'shop.parcel.sent.v1', true],
    [['shop.parcel.sent.v1'], 'shop.parcel.sent.v10', false],
    [['shop.parcel.*'], 'shop.parcels.sent.v1', false],
    [['depot.*'], 'shop.parcel.sent.v1', false],
    [[], 'shop.parcel.sent.v1', false],
  ])('%j and %s: %s', (events, type, wanted) => {
    expect(wants({ events }, type)).toBe(wanted);
  });
});
