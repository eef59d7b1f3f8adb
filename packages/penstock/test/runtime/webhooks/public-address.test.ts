import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isPublicAddress } from '../../../runtime/webhooks/subscriber/public-address.ts';
import { anyIn, v6, v6Value } from './addresses.ts';

const embed = (prefix: string, shift: bigint) => (range: string) =>
  anyIn(range).map((address) => {
    const value = BigInt(address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0));
    return v6(v6Value(prefix) | (value << shift));
  });

describe('fails for every address that is not public', () => {
  it.each([
    ['this network', '0.0.0.0/8'],
    ['private', '10.0.0.0/8'],
    ['carrier-grade NAT', '100.64.0.0/10'],
    ['loopback', '127.0.0.0/8'],
    ['link-local, where instance metadata lives', '169.254.0.0/16'],
    ['private', '172.16.0.0/12'],
    ['protocol assignments', '192.0.0.0/24'],
    ['documentation', '192.0.2.0/24'],
    ['6to4 relays', '192.88.99.0/24'],
    ['private', '192.168.0.0/16'],
    ['benchmarking', '198.18.0.0/15'],
    ['documentation', '198.51.100.0/24'],
    ['documentation', '203.0.113.0/24'],
    ['multicast', '224.0.0.0/4'],
    ['reserved and broadcast', '240.0.0.0/4'],
    ['unspecified, loopback and IPv4-compatible', '::/96'],
    ['IPv4-mapped', '::ffff:0:0/96'],
    ['NAT64', '64:ff9b::/96'],
    ['local NAT64', '64:ff9b:1::/48'],
    ['discard-only', '100::/64'],
    ['Teredo', '2001::/32'],
    ['protocol assignments', '2001::/23'],
    ['documentation', '2001:db8::/32'],
    ['6to4', '2002::/16'],
    ['documentation', '3fff::/20'],
    ['segment routing', '5f00::/16'],
    ['unique local, where instance metadata lives too', 'fc00::/7'],
    ['link-local', 'fe80::/10'],
    ['site-local', 'fec0::/10'],
    ['multicast', 'ff00::/8'],
  ])('%s: %s', (_name, range) => {
    fc.assert(fc.property(anyIn(range), (address) => !isPublicAddress(address)));
  });

  it.each([
    ['IPv4-mapped', embed('::ffff:0:0', 0n)],
    ['IPv4-compatible', embed('::', 0n)],
    ['NAT64', embed('64:ff9b::', 0n)],
    ['6to4', embed('2002::', 80n)],
  ])('%s form of a private or public IPv4 address', (_name, inside) => {
    const anyV4 = fc.oneof(inside('10.0.0.0/8'), inside('127.0.0.0/8'), inside('169.254.0.0/16'), inside('8.8.8.0/24'));
    fc.assert(fc.property(anyV4, (address) => !isPublicAddress(address)));
  });

  it.each([
    '',
    'localhost',
    'example.com',
    '1.2.3',
    '1.2.3.4.5',
    '0x7f.0.0.1',
    '256.1.1.1',
    '2606:4700::1%eth0',
    '[::1]',
  ])('what is not an address: %j', (text) => {
    expect(isPublicAddress(text)).toBe(false);
  });

  it('any text', () => {
    fc.assert(fc.property(fc.string(), (text) => !isPublicAddress(text) || /^[0-9a-f.:]+$/i.test(text)));
  });
});

describe('takes public addresses', () => {
  it.each(['1.1.1.0/24', '8.8.8.0/24', '9.255.255.255/32', '11.0.0.0/32', '100.63.255.255/32', '100.128.0.0/32'])(
    '%s',
    (range) => {
      fc.assert(fc.property(anyIn(range), isPublicAddress));
    },
  );

  it.each([
    '126.255.255.255/32',
    '128.0.0.0/32',
    '169.253.0.0/16',
    '169.255.0.0/16',
    '172.15.255.255/32',
    '172.32.0.0/32',
  ])('%s', (range) => {
    fc.assert(fc.property(anyIn(range), isPublicAddress));
  });

  it.each(['2606:4700::/32', '2a00:1450::/32', '2001:200::/32', '2003::/16', '2600:1f00::/24'])('%s', (range) => {
    fc.assert(fc.property(anyIn(range), isPublicAddress));
  });
});
